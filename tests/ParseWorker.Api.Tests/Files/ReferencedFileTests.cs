using System.Text;
using System.Text.Json;
using ParseWorker.Api.Tests.Hosting;

namespace ParseWorker.Api.Tests.Files;

/// <summary>Creates whose document is a file that is stored already.</summary>
public sealed class ReferencedFileTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly ApiServer _api = fixture.Server;
    private readonly FileClient _files = new(fixture.Server);

    [Fact]
    public async Task Create_WithAFilesId_ParsesIt()
    {
        var id = await _files.UploadAsync("a.txt", "by id"u8.ToArray());

        var parse = await CreateAsync(new { id, filename = "mine.txt", mime_type = "text/plain" });

        Assert.Equal(id, parse.GetProperty("file").GetProperty("id").GetString());
        Assert.Equal("mine.txt", parse.GetProperty("file").GetProperty("filename").GetString());
        Assert.Equal("by id", await StoredAsync(parse));
        var file = await ApiServer.ReadAsync(await _api.Client.GetAsync($"/v1/files/{id}"), 200);
        Assert.Equal("a.txt", file.GetProperty("filename").GetString());
    }

    [Theory]
    [InlineData("mime_data.url")]
    [InlineData("download_url")]
    [InlineData("https://storage.retab.com/{0}")]
    [InlineData("https://storage.retab.com/org/{0}.pdf")]
    [InlineData("https://parse.example.com/api/downloads/{0}.txt?token=expired")]
    public async Task Create_WithALinkToAFile_ParsesIt(string kind)
    {
        var id = await _files.UploadAsync("a.txt", "by link"u8.ToArray());
        var link = await ApiServer.ReadAsync(await _api.Client.GetAsync($"/v1/files/{id}/download-link"), 200);
        var url = kind switch
        {
            "mime_data.url" => link.GetProperty("mime_data").GetProperty("url").GetString()!,
            "download_url" => link.GetProperty("download_url").GetString()!,
            _ => string.Format(System.Globalization.CultureInfo.InvariantCulture, kind, id),
        };

        var parse = await CreateAsync(new { url, filename = "a.txt" });

        Assert.Equal(id, parse.GetProperty("file").GetProperty("id").GetString());
        Assert.Equal("by link", await StoredAsync(parse));
    }

    [Fact]
    public async Task Create_WithTheFileOfAnotherParse_GetsAFileOfItsOwn()
    {
        var first = await CreateAsync(new { filename = "a.txt", content = Convert.ToBase64String("inline"u8.ToArray()) });
        var firstFile = first.GetProperty("file").GetProperty("id").GetString();

        var second = await CreateAsync(new { id = firstFile });
        using var deleted = await _api.Client.DeleteAsync($"/v1/parses/{first.GetProperty("id").GetString()}");

        Assert.Equal(204, (int)deleted.StatusCode);
        var secondFile = second.GetProperty("file").GetProperty("id").GetString();
        Assert.NotEqual(firstFile, secondFile);
        await ApiServer.ReadAsync(await _api.Client.GetAsync($"/v1/files/{secondFile}"), 200);
        await ApiServer.RefusedAsync(await _api.Client.GetAsync($"/v1/files/{firstFile}"), 404, "not_found");
    }

    [Fact]
    public async Task Delete_OfAParseOfAnUploadedFile_LeavesTheFile()
    {
        var id = await _files.UploadAsync("a.txt", "stays"u8.ToArray());
        var parse = await CreateAsync(new { id });

        using var deleted = await _api.Client.DeleteAsync($"/v1/parses/{parse.GetProperty("id").GetString()}");

        Assert.Equal(204, (int)deleted.StatusCode);
        await ApiServer.ReadAsync(await _api.Client.GetAsync($"/v1/files/{id}"), 200);
    }

    [Fact]
    public async Task Create_WithAnotherEnvironmentsFile_Is422()
    {
        using var stranger = new ApiClient(_api.Url, await _api.CreateKeyAsync("another"));
        var id = await new FileClient(_api, stranger).UploadAsync("a.txt", "secret"u8.ToArray());

        await ApiServer.RefusedAsync(await PostAsync(new { id }), 422, "unknown_file");
        await ApiServer.RefusedAsync(
            await PostAsync(new { filename = "a.txt", url = $"https://storage.retab.com/another/{id}.txt" }), 422, "unknown_file");
    }

    [Theory]
    [InlineData("file_01ARZ3NDEKTSV4RRFFQ69G5FAV")]
    [InlineData("file_1")]
    [InlineData("prs_01ARZ3NDEKTSV4RRFFQ69G5FAV")]
    public async Task Create_WithAnUnknownFile_Is422(string id) =>
        await ApiServer.RefusedAsync(await PostAsync(new { id, filename = "a.txt" }), 422, "unknown_file");

    [Fact]
    public async Task Create_WithAFileThatNoEngineReads_Is422()
    {
        var id = await _files.UploadAsync("a.exe", [0x4D, 0x5A, 0, 0, 0, 0, 0xFF, 0xFE]);

        await ApiServer.RefusedAsync(await PostAsync(new { id }), 422, "unsupported_format");
    }

    [Fact]
    public async Task Create_WithADocumentBesideAnId_TakesTheDocument()
    {
        var parse = await CreateAsync(new { id = "file_1", content = Convert.ToBase64String("inline too"u8.ToArray()) });

        Assert.Equal("inline too", await StoredAsync(parse));
    }

    [Fact]
    public async Task Create_AgainWithItsKey_GetsTheSameParseForAReferenceAndForBytes()
    {
        var id = await _files.UploadAsync("same.txt", "same bytes"u8.ToArray());
        var key = Guid.NewGuid().ToString();

        var first = await ApiServer.ReadAsync(await PostAsync(new { id }, key), 201);
        var second = await ApiServer.ReadAsync(await PostAsync(
            new { filename = "same.txt", content = Convert.ToBase64String("same bytes"u8.ToArray()) }, key), 201);

        Assert.Equal(first.GetProperty("id").GetString(), second.GetProperty("id").GetString());
    }

    private async Task<JsonElement> CreateAsync(object document) => await ApiServer.ReadAsync(await PostAsync(document), 201);

    private Task<HttpResponseMessage> PostAsync(object document, string? idempotencyKey = null) => _api.PostAsync(
        JsonSerializer.Serialize(new { document, background = true, bust_cache = true }),
        request => request.Headers.TryAddWithoutValidation("Idempotency-Key", idempotencyKey ?? Guid.NewGuid().ToString()));

    private async Task<string> StoredAsync(JsonElement parse) => Encoding.UTF8.GetString(await fixture.Database.ScalarAsync<byte[]>(
        "select c.bytes from parseworker.parses p join parseworker.blob_chunks c using (sha256) where p.id = $1",
        parse.GetProperty("id").GetString()!));
}
