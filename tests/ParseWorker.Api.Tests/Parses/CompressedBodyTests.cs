using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Configuration;
using ParseWorker.Api.Tests.Hosting;

namespace ParseWorker.Api.Tests.Parses;

/// <summary>Bodies with a Content-Encoding.</summary>
public sealed class CompressedBodyTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly ApiServer _api = fixture.Server;

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task Create_CompressedBody_IsRead(string encoding)
    {
        var body = Encoding.UTF8.GetBytes(ApiServer.Body($"compressed by {encoding}", new { background = true }));

        await ApiServer.ReadAsync(await PostCompressedAsync(Compress(body, encoding), encoding), 201);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task Create_BodyThatIsNotCompressedAsItSays_IsRefusedWith400(string encoding) => await ApiServer.RefusedAsync(
        await PostCompressedAsync(Encoding.UTF8.GetBytes(ApiServer.Body("plain", new { })), encoding), 400, "bad_request");

    [Fact]
    public async Task Create_EncodingThatIsNotRead_IsRefusedByItsName()
    {
        var error = await ApiServer.RefusedAsync(await PostCompressedAsync([1, 2, 3], "zstd"), 415, "unsupported_encoding");

        Assert.Contains("'zstd'", error.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_CompressedBodyFarOverEveryLimit_IsRefusedWith413()
    {
        await using var small = await ApiServer.StartAsync(fixture.Database, builder => builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?> { ["Documents:MaxBytes"] = "1024" }));
        var bomb = Compress(Encoding.UTF8.GetBytes(new string(' ', 64 * 1024 * 1024)), "gzip");

        await ApiServer.RefusedAsync(await PostCompressedAsync(bomb, "gzip", small), 413, "request_too_large");
    }

    private static byte[] Compress(byte[] body, string encoding)
    {
        var compressed = new MemoryStream();
        using (Stream stream = encoding switch
        {
            "gzip" => new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true),
            "br" => new BrotliStream(compressed, CompressionLevel.Fastest, leaveOpen: true),
            _ => new ZLibStream(compressed, CompressionLevel.Fastest, leaveOpen: true),
        }) stream.Write(body);
        return compressed.ToArray();
    }

    private async Task<HttpResponseMessage> PostCompressedAsync(byte[] body, string encoding, ApiServer? api = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/parses");
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Content.Headers.ContentEncoding.Add(encoding);
        return await (api ?? _api).Client.SendAsync(request, CancellationToken.None);
    }
}
