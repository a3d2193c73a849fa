using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using ParseWorker.Api.Tests.Hosting;

namespace ParseWorker.Api.Tests.Files;

public sealed class UploadTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly ApiServer _api = fixture.Server;
    private readonly FileClient _files = new(fixture.Server);

    public static TheoryData<string, string> BadBodies => new()
    {
        { """{"size_bytes":1}""", "invalid_filename" },
        { """{"filename":"  ","size_bytes":1}""", "invalid_filename" },
        { """{"filename":"a\nb","size_bytes":1}""", "invalid_filename" },
        { """{"filename":"a.txt"}""", "invalid_size" },
        { """{"filename":"a.txt","size_bytes":0}""", "invalid_size" },
        { """{"filename":"a.txt","size_bytes":-1}""", "invalid_size" },
        { """{"filename":"a.txt","size_bytes":"many"}""", "invalid_json" },
        { """{"filename":"a.txt","size_bytes":1,"sha256":"abc"}""", "invalid_sha256" },
        { """[]""", "invalid_json" },
        { "", "invalid_json" },
    };

    [Fact]
    public async Task Open_Always_AnswersBothSpellings()
    {
        var upload = await _files.OpenAsync("report.PDF", 10, contentType: "application/pdf");

        var id = FileClient.IdOf(upload);
        Assert.StartsWith("file_", id, StringComparison.Ordinal);
        Assert.StartsWith("http", upload.GetProperty("uploadUrl").GetString(), StringComparison.Ordinal);
        Assert.Contains($"/{id}.pdf?", upload.GetProperty("uploadUrl").GetString(), StringComparison.Ordinal);
        Assert.Equal("PUT", upload.GetProperty("uploadMethod").GetString());
        Assert.Equal("application/pdf", upload.GetProperty("uploadHeaders").GetProperty("Content-Type").GetString());
        Assert.Equal("report.PDF", upload.GetProperty("mimeData").GetProperty("filename").GetString());
        Assert.Equal($"https://storage.retab.com/test/{id}.pdf", upload.GetProperty("mimeData").GetProperty("url").GetString());
        Assert.True(upload.GetProperty("expiresAt").GetDateTimeOffset() > TimeProvider.System.GetUtcNow());
        foreach (var (one, other) in new[] { ("fileId", "file_id"), ("uploadUrl", "upload_url"), ("uploadMethod", "upload_method"),
            ("uploadHeaders", "upload_headers"), ("mimeData", "mime_data"), ("expiresAt", "expires_at") })
            Assert.True(JsonElement.DeepEquals(upload.GetProperty(one), upload.GetProperty(other)), one);
    }

    [Theory, MemberData(nameof(BadBodies))]
    public async Task Open_WithABadBody_Is422(string body, string code)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        await ApiServer.RefusedAsync(await _api.Client.PostAsync("/v1/files/upload", content), 422, code);
    }

    [Fact]
    public async Task Open_OfMoreThanTheServerTakes_Is413() =>
        await ApiServer.RefusedAsync(
            await _files.PostAsync("/v1/files/upload", new { filename = "a", size_bytes = long.MaxValue }), 413, "document_too_large");

    [Fact]
    public async Task Complete_AfterTheBytes_MakesAFileOfThem()
    {
        var bytes = Encoding.UTF8.GetBytes("Hello, files.");
        var upload = await _files.OpenAsync("a.txt", bytes.Length, FileClient.HashOf(bytes).ToUpperInvariant());
        var id = FileClient.IdOf(upload);
        using var sent = await _files.PutAsync(upload, bytes);
        Assert.Equal(200, (int)sent.StatusCode);
        await ApiServer.RefusedAsync(await _api.Client.GetAsync($"/v1/files/{id}"), 404, "not_found"); // not before it is complete

        var answer = await ApiServer.ReadAsync(await _files.CompleteAsync(upload), 200);

        Assert.Equal("a.txt", answer.GetProperty("filename").GetString());
        Assert.EndsWith($"/{id}.txt", answer.GetProperty("url").GetString(), StringComparison.Ordinal);
        var file = await ApiServer.ReadAsync(await _api.Client.GetAsync($"/v1/files/{id}"), 200);
        Assert.Equal(
            ["object", "id", "filename", "mime_type", "created_at", "updated_at", "page_count"],
            file.EnumerateObject().Select(property => property.Name));
        Assert.Equal("file", file.GetProperty("object").GetString());
        Assert.Equal("text/plain", file.GetProperty("mime_type").GetString());
        Assert.Equal(JsonValueKind.Null, file.GetProperty("page_count").ValueKind);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"sha256":null}""")]
    public async Task Complete_Again_SaysTheSame(string? body)
    {
        var upload = await _files.OpenAsync("a.txt", 1);
        using var sent = await _files.PutAsync(upload, "a"u8.ToArray());
        var first = await ApiServer.ReadAsync(await _files.CompleteAsync(upload, body), 200);

        var again = await ApiServer.ReadAsync(await _files.CompleteAsync(upload, body), 200);

        Assert.True(JsonElement.DeepEquals(first, again));
    }

    [Fact]
    public async Task Complete_BeforeTheBytes_Is422() =>
        await ApiServer.RefusedAsync(await _files.CompleteAsync(await _files.OpenAsync("a.txt", 1)), 422, "upload_incomplete");

    [Fact]
    public async Task Complete_WithAnotherHash_Is422AndTheBytesMayBeSentAgain()
    {
        var upload = await _files.OpenAsync("a.txt", 1);
        using var sent = await _files.PutAsync(upload, "a"u8.ToArray());
        var hash = FileClient.HashOf("b"u8.ToArray());
        await ApiServer.RefusedAsync(await _files.CompleteAsync(upload, $$"""{"sha256":"{{hash}}"}"""), 422, "sha256_mismatch");

        using var again = await _files.PutAsync(upload, "b"u8.ToArray());

        await ApiServer.ReadAsync(await _files.CompleteAsync(upload, $$"""{"sha256":"{{hash}}"}"""), 200);
    }

    [Fact]
    public async Task Complete_OfAnUnknownUpload_Is404()
    {
        await ApiServer.RefusedAsync(
            await _api.Client.PostAsync("/v1/files/upload/file_01ARZ3NDEKTSV4RRFFQ69G5FAV/complete", null), 404, "not_found");
        await ApiServer.RefusedAsync(await _api.Client.PostAsync("/v1/files/upload/x/complete", null), 404, "not_found");
    }

    [Fact]
    public async Task Complete_FromAnotherEnvironment_Is404()
    {
        var upload = await _files.OpenAsync("a.txt", 1);
        using var sent = await _files.PutAsync(upload, "a"u8.ToArray());
        using var stranger = new ApiClient(_api.Url, await _api.CreateKeyAsync("another"));

        await ApiServer.RefusedAsync(await new FileClient(_api, stranger).CompleteAsync(upload), 404, "not_found");
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("abcd")]
    public async Task Put_OfAnotherSize_Is422(string text) =>
        await ApiServer.RefusedAsync(
            await _files.PutAsync(await _files.OpenAsync("a.txt", 3), Encoding.UTF8.GetBytes(text)), 422, "size_mismatch");

    [Fact]
    public async Task Put_OfAnotherHash_Is422() =>
        await ApiServer.RefusedAsync(
            await _files.PutAsync(await _files.OpenAsync("a.txt", 1, FileClient.HashOf("a"u8.ToArray())), "b"u8.ToArray()), 422,
            "sha256_mismatch");

    [Fact]
    public async Task Put_WithAnotherToken_Is404()
    {
        var url = (await _files.OpenAsync("a.txt", 1)).GetProperty("uploadUrl").GetString()!;
        var other = (await _files.OpenAsync("a.txt", 1)).GetProperty("uploadUrl").GetString()!;

        await ApiServer.RefusedAsync(await _files.PutAsync(url.Split('?')[0], "a"u8.ToArray()), 404, "not_found");
        await ApiServer.RefusedAsync(
            await _files.PutAsync(url.Split('?')[0] + "?" + other.Split('?')[1], "a"u8.ToArray()), 404, "not_found");
    }

    [Fact]
    public async Task Put_AfterItWasCompleted_Is409()
    {
        var upload = await _files.OpenAsync("a.txt", 1);
        using var sent = await _files.PutAsync(upload, "a"u8.ToArray());
        await ApiServer.ReadAsync(await _files.CompleteAsync(upload), 200);

        await ApiServer.RefusedAsync(await _files.PutAsync(upload, "b"u8.ToArray()), 409, "upload_completed");
    }

    [Fact]
    public async Task Upload_ThatHasExpired_Is410()
    {
        var upload = await _files.OpenAsync("a.txt", 1);
        await fixture.Database.ExecuteAsync(
            $"update parseworker.upload_sessions set expires_at = now() where file_id = '{FileClient.IdOf(upload)}'");

        await ApiServer.RefusedAsync(await _files.PutAsync(upload, "a"u8.ToArray()), 410, "upload_expired");
        await ApiServer.RefusedAsync(await _files.CompleteAsync(upload), 410, "upload_expired");
    }

    [Fact]
    public async Task Upload_BehindAProxy_HasThePublicAddress()
    {
        await using var server = await ApiServer.StartAsync(fixture.Database, builder =>
            builder.Configuration.AddInMemoryCollection([new("PARSEWORKER_PUBLIC_URL", "https://parse.example.com/api/")]));

        var upload = await new FileClient(server).OpenAsync("a.txt", 1);

        Assert.StartsWith(
            "https://parse.example.com/api/uploads/file_", upload.GetProperty("uploadUrl").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("10.0.0.0/8", false)]
    [InlineData("10.0.0.0/8, 127.0.0.1", true)]
    public async Task Upload_ThroughAProxy_BelievesOnlyATrustedOne(string trusted, bool believed)
    {
        await using var server = await ApiServer.StartAsync(fixture.Database, builder =>
            builder.Configuration.AddInMemoryCollection([new("PublicAddress:TrustedProxies", trusted)]));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/files/upload");
        request.Content = new StringContent("""{"filename":"a.txt","size_bytes":1}""", Encoding.UTF8, "application/json");
        request.Headers.Add("X-Forwarded-For", "192.0.2.1");
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-Host", "parse.example.com");
        request.Headers.Add("X-Forwarded-Prefix", "/api");

        var upload = await ApiServer.ReadAsync(await server.Client.SendAsync(request, CancellationToken.None), 201);

        var url = upload.GetProperty("uploadUrl").GetString()!;
        Assert.Equal(believed, url.StartsWith("https://parse.example.com/api/", StringComparison.Ordinal));
    }
}
