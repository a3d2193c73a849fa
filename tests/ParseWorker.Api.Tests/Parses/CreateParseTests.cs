using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using ParseWorker.Api.Tests.Hosting;

namespace ParseWorker.Api.Tests.Parses;

public sealed class CreateParseTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private static readonly string[] Keys =
    [
        "id", "file", "model", "table_parsing_format", "image_resolution_dpi", "instructions", "output", "status", "error", "usage",
        "created_at", "updated_at", "cancellation", "expires_at", "time_limit",
    ];

    private readonly ApiServer _api = fixture.Server;

    [Theory, InlineData(true), InlineData(false)]
    public async Task Create_BustCache_IsStoredForTheWorker(bool bustCache)
    {
        var parse = await ApiServer.ReadAsync(await _api.CreateAsync(fields: new { background = true, bust_cache = bustCache }), 201);

        Assert.Equal(bustCache, await fixture.Database.ScalarAsync<bool>(
            "select bust_cache from parseworker.parses where id = $1", parse.GetProperty("id").GetString()!));
    }

    [Fact]
    public async Task Create_InBackground_AnswersTheWholeObjectWithExplicitNulls()
    {
        var parse = await ApiServer.ReadAsync(await _api.CreateAsync("hello"), 201);

        Assert.Equal(Keys, parse.EnumerateObject().Select(property => property.Name));
        Assert.Matches("^prs_[0-9A-Z]{26}$", parse.GetProperty("id").GetString());
        Assert.Matches("^file_[0-9A-Z]{26}$", parse.GetProperty("file").GetProperty("id").GetString());
        Assert.Equal("a.txt", parse.GetProperty("file").GetProperty("filename").GetString());
        Assert.Equal("text/plain", parse.GetProperty("file").GetProperty("mime_type").GetString());
        Assert.Equal("retab-small", parse.GetProperty("model").GetString());
        Assert.Equal("html", parse.GetProperty("table_parsing_format").GetString());
        Assert.Equal(192, parse.GetProperty("image_resolution_dpi").GetInt32());
        Assert.Equal("""{"pages":[],"text":""}""", parse.GetProperty("output").GetRawText());
        Assert.Matches("^(pending|queued)$", parse.GetProperty("status").GetString());
        foreach (var name in new[] { "instructions", "error", "usage", "cancellation", "expires_at", "time_limit" })
            Assert.Equal(JsonValueKind.Null, parse.GetProperty(name).ValueKind);
        foreach (var name in new[] { "created_at", "updated_at" })
            Assert.EndsWith("Z", parse.GetProperty(name).GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_WithEveryField_EchoesThem()
    {
        var fields = new
        {
            model = "retab-large",
            table_parsing_format = "json",
            image_resolution_dpi = 300,
            instructions = "Mind the \"quotes\" & <tags>, 日本",
            bust_cache = true,
            background = true,
            candidate_scope = new { any = "thing" },
            stream = false,
        };

        var parse = await ApiServer.ReadAsync(await _api.CreateAsync(fields: fields), 201);

        Assert.Equal("retab-large", parse.GetProperty("model").GetString());
        Assert.Equal("json", parse.GetProperty("table_parsing_format").GetString());
        Assert.Equal(300, parse.GetProperty("image_resolution_dpi").GetInt32());
        Assert.Equal(fields.instructions, parse.GetProperty("instructions").GetString());
    }

    [Fact]
    public async Task Create_WithNullsAndEmptyInstructions_TakesTheDefaults()
    {
        const string Body = """
            {"document":{"filename":"a.txt","url":"data:,null%20fields","mime_type":null},"model":null,"table_parsing_format":null,
             "image_resolution_dpi":null,"instructions":"","bust_cache":null,"background":true}
            """;

        var parse = await ApiServer.ReadAsync(await _api.PostAsync(Body), 201);

        Assert.Equal("retab-small", parse.GetProperty("model").GetString());
        Assert.Equal(JsonValueKind.Null, parse.GetProperty("instructions").ValueKind);
    }

    [Fact]
    public async Task Create_WithContentAndNoName_IsTaken()
    {
        const string Body = """{"document":{"content":"aGVsbG8gY29udGVudA==","mime_type":"text/plain"},"background":true}""";

        var parse = await ApiServer.ReadAsync(await _api.PostAsync(Body), 201);

        Assert.Equal("document", parse.GetProperty("file").GetProperty("filename").GetString());
    }

    [Fact]
    public async Task Create_WithWrongMediaType_SniffsTheBytes()
    {
        var pdf = Convert.ToBase64String("%PDF-1.7\n%âãÏÓ\n1 0 obj"u8);

        var parse = await ApiServer.ReadAsync(await _api.PostAsync(Body("a.txt", "data:text/plain;base64," + pdf)), 201);

        Assert.Equal("application/pdf", parse.GetProperty("file").GetProperty("mime_type").GetString());
    }

    [Fact]
    public async Task Create_Document_IsStoredByteForByte()
    {
        var bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 200_000).Select(n => $"{n} ")));

        var parse = await ApiServer.ReadAsync(await _api.CreateAsync(Encoding.UTF8.GetString(bytes)), 201);

        var stored = await fixture.Database.ScalarAsync<byte[]>(
            "select sha256 from parseworker.parses where id = $1", parse.GetProperty("id").GetString()!);
        Assert.Equal(SHA256.HashData(bytes), stored);
    }

    [Fact]
    public async Task Create_ImageWithoutText_IsTakenAtTheDoor()
    {
        var png = Convert.ToBase64String([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0]);

        await ApiServer.ReadAsync(await _api.PostAsync(Body("a.png", "data:image/png;base64," + png)), 201);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task Create_NotJson_IsRefusedWith415(string mediaType) => await ApiServer.RefusedAsync(
        await _api.PostAsync("{}", request => request.Content!.Headers.ContentType = new MediaTypeHeaderValue(mediaType)),
        415, "unsupported_media_type");

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/vnd.api+json")]
    [InlineData(null)]
    public async Task Create_AnyJsonMediaType_IsTaken(string? mediaType) => await ApiServer.ReadAsync(
        await _api.CreateAsync(adjust: request =>
            request.Content!.Headers.ContentType = mediaType is null ? null : MediaTypeHeaderValue.Parse(mediaType)), 201);

    [Fact]
    public async Task Create_DocumentOverTheCap_IsRefusedWith413AndLeavesNoFile()
    {
        var spool = Directory.CreateTempSubdirectory("spool-test-");
        await using var small = await ApiServer.StartAsync(fixture.Database, builder => builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?> { ["Documents:MaxBytes"] = "2048", ["Documents:SpoolDirectory"] = spool.FullName }));

        await ApiServer.RefusedAsync(await small.CreateAsync(new string('a', 2049)), 413, "document_too_large");
        await ApiServer.ReadAsync(await small.CreateAsync(new string('a', 2048)), 201);

        // A disk that takes nothing, and then does again.
        spool.Delete(recursive: true);
        await File.WriteAllTextAsync(spool.FullName, "", TestContext.Current.CancellationToken);
        await ApiServer.RefusedAsync(await small.CreateAsync("a"), 503, "spool_full");
        File.Delete(spool.FullName);
        spool.Create();
        await ApiServer.ReadAsync(await small.CreateAsync("a"), 201);

        Assert.Empty(Directory.GetFiles(spool.FullName, "*", SearchOption.AllDirectories));
        await small.StopAsync();
        await small.DisposeAsync();
        Assert.Empty(Directory.GetFileSystemEntries(spool.FullName));
        spool.Delete();
    }

    [Fact]
    public async Task Create_BodyFarOverEveryLimit_IsRefusedWith413AndTheConnectionLives()
    {
        await using var small = await ApiServer.StartAsync(fixture.Database, builder => builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?> { ["Documents:MaxBytes"] = "1024" }));

        // More than Kestrel's default, and sent to its end before the answer is read.
        await ApiServer.RefusedAsync(await small.CreateAsync(new string('a', 32 * 1024 * 1024)), 413);
        await ApiServer.RefusedAsync(await small.PostAsync(new string(' ', 32 * 1024 * 1024)), 413, "request_too_large");

        await ApiServer.ReadAsync(await small.CreateAsync(), 201);
    }

    [Theory]
    [InlineData("192.0", 192)]
    [InlineData("2.4e2", 240)]
    public async Task Create_WholeNumberWrittenAsAFraction_IsTaken(string written, int dpi)
    {
        var url = $"data:,{Guid.NewGuid()}";
        var body = $$"""{"document":{"filename":"a","url":"{{url}}"},"background":true,"image_resolution_dpi":{{written}}}""";

        var parse = await ApiServer.ReadAsync(await _api.PostAsync(body), 201);

        Assert.Equal(dpi, parse.GetProperty("image_resolution_dpi").GetInt32());
    }

    [Fact]
    public async Task Create_ByteOrderMark_IsNoPartOfTheBody() =>
        await ApiServer.ReadAsync(await _api.PostAsync("\uFEFF" + ApiServer.Body("marked", new { background = true })), 201);

    private static string Body(string filename, string url) =>
        JsonSerializer.Serialize(new { document = new { filename, url }, background = true });
}
