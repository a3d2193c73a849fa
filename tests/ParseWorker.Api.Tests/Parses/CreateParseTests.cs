using System.IO.Compression;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using ParseWorker.Api.Tests.Hosting;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Sniffing;
using ParseWorker.Testing;

namespace ParseWorker.Api.Tests.Parses;

public sealed class CreateParseTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private static readonly string[] Keys =
    [
        "id", "file", "model", "table_parsing_format", "image_resolution_dpi", "instructions", "output", "status", "error", "usage",
        "created_at", "updated_at", "cancellation",
    ];

    private readonly ApiServer _api = fixture.Server;

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
        foreach (var name in new[] { "instructions", "error", "usage", "cancellation" })
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

    public static TheoryData<string, string, string> BadBodies() => new()
    {
        { "", "invalid_json", "empty" },
        { "{\"document\":", "invalid_json", "not valid JSON" },
        { "[]", "invalid_json", "JSON object" },
        { "{}", "missing_document", "'document'" },
        { """{"document":null}""", "missing_document", "'document'" },
        { """{"document":"a.pdf"}""", "invalid_json", "'document'" },
        { """{"document":{"filename":"a"}}""", "missing_document", "'document.url'" },
        { """{"document":{"url":"data:,x"}}""", "invalid_filename", "'document.filename'" },
        { """{"document":{"filename":" ","url":"data:,x"}}""", "invalid_filename", "'document.filename'" },
        { """{"document":{"filename":"a\u0000b","url":"data:,x"}}""", "invalid_filename", "control character" },
        { """{"document":{"filename":"a","url":"data:text/plain;base64"}}""", "invalid_data_url", "no comma" },
        { """{"document":{"filename":"a","url":"data:;base64,QUJ!"}}""", "invalid_base64", "alphabet" },
        { """{"document":{"filename":"a","url":"data:;base64,"}}""", "document_empty", "empty" },
        { """{"document":{"filename":"a","url":"JVBERi0="}}""", "invalid_data_url", "not a data URL" },
        { """{"document":{"filename":"a","url":"https://example.com/a.pdf"}}""", "unsupported_url", "not supported yet" },
        { """{"document":{"filename":"a","url":"gs://bucket/a.pdf"}}""", "unsupported_url", "gs" },
        { """{"document":{"filename":"a","url":"https://storage.retab.com/org/file_1.pdf"}}""", "unsupported_url", "data URL" },
        { """{"document":{"id":"file_1","filename":"a","mime_type":"x"}}""", "missing_document", "'document.url'" },
        { """{"document":{"filename":"a.zip","url":"data:;base64,UEsDBAoAAAAAAA=="}}""", "unsupported_format",
            "Send " + ReadableFormats.Listed },
        { """{"document":{"filename":"a.bin","url":"data:;base64,AAECAwQFBgcICQ=="}}""", "unsupported_format", "No engine" },
        { """{"document":{"filename":"a","url":"data:,x"},"model":"nosuch"}""", "unknown_model",
            "retab-micro, retab-small, retab-large, nor one of the aliases auto-large" },
        { """{"document":{"filename":"a","url":"data:,x"},"model":""}""", "unknown_model", "'model'" },
        { """{"document":{"filename":"a","url":"data:,x"},"table_parsing_format":"latex"}""", "unknown_table_format",
            "markdown, yaml, html" },
        { """{"document":{"filename":"a","url":"data:,x"},"table_parsing_format":""}""", "unknown_table_format", "'table_parsing_format'" },
        { """{"document":{"filename":"a","url":"data:,x"},"image_resolution_dpi":71}""", "invalid_dpi", "72 to 300" },
        { """{"document":{"filename":"a","url":"data:,x"},"image_resolution_dpi":301}""", "invalid_dpi", "72 to 300" },
        { """{"document":{"filename":"a","url":"data:,x"},"image_resolution_dpi":192.5}""", "invalid_json", "'image_resolution_dpi'" },
        { """{"document":{"filename":"a","url":"data:,x"},"image_resolution_dpi":"192"}""", "invalid_json", "'image_resolution_dpi'" },
        { """{"document":{"filename":"a","url":"data:,x"},"instructions":"a\u0000b"}""", "invalid_instructions", "NUL" },
        { """{"document":{"filename":"a","url":"data:,x"},"background":"maybe"}""", "invalid_json", "'background'" },
    };

    [Fact]
    public async Task Create_WithConfiguredModels_TakesTheirNamesAndListsThemForOthers()
    {
        await using var api = await ApiServer.StartAsync(fixture.Database, builder => builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?>
            {
                ["Models:LOCAL_VL:Name"] = "qwen/vl-72b",
                ["Models:LOCAL_VL:Endpoint"] = "http://127.0.0.1:1/v1",
                ["Models:LOCAL_VL:ModelId"] = "qwen2.5-vl-72b",
            }));

        var parse = await ApiServer.ReadAsync(await api.CreateAsync(fields: new { model = "qwen/vl-72b", background = true }), 201);
        var error = await ApiServer.RefusedAsync(await api.CreateAsync(fields: new { model = "nosuch" }), 422, "unknown_model");

        Assert.Equal("qwen/vl-72b", parse.GetProperty("model").GetString());
        Assert.Contains("retab-micro, retab-small, retab-large, qwen/vl-72b", error.GetProperty("detail").GetString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithAModelThatCouldNotBeCalled_IsRefused()
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => ApiServer.StartAsync(
            fixture.Database,
            builder => builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Models:a:ModelId"] = "m" })));

        Assert.Contains("Models:a: The Endpoint field is required", refused.Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(BadBodies))]
    public async Task Create_BadInput_IsRefusedAndRecordsNothing(string body, string code, string words)
    {
        var before = await CountAsync();

        var error = await ApiServer.RefusedAsync(await _api.PostAsync(body), 422, code);

        Assert.Contains(words, error.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(before, await CountAsync());
    }

    [Fact]
    public async Task Create_LongFileName_IsRefused() => await ApiServer.RefusedAsync(
        await _api.PostAsync(Body(new string('a', 1025), "data:,x")), 422, "invalid_filename");

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

    [Fact]
    public async Task Create_SameIdempotencyKey_AnswersTheCurrentRecordOfTheSameParse()
    {
        void WithKey(HttpRequestMessage request) => request.Headers.Add("Idempotency-Key", "key-1");
        var first = await ApiServer.ReadAsync(await _api.CreateAsync("idempotent", adjust: WithKey), 201);
        var id = ParseId.Parse(first.GetProperty("id").GetString()!);
        await _api.Store.RequestCancelAsync(TestParses.Environment, id, "tests", CancellationToken.None);

        var second = await ApiServer.ReadAsync(await _api.CreateAsync("idempotent", adjust: WithKey), 201);

        Assert.Equal(id.ToString(), second.GetProperty("id").GetString());
        Assert.Equal("cancelled", second.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Create_IdempotencyKeyWithAnotherBody_IsRefused()
    {
        void WithKey(HttpRequestMessage request) => request.Headers.Add("Idempotency-Key", "key-2");
        await ApiServer.ReadAsync(await _api.CreateAsync("one", adjust: WithKey), 201);

        await ApiServer.RefusedAsync(await _api.CreateAsync("other", adjust: WithKey), 422, "idempotency_key_reused");
    }

    [Fact]
    public async Task Create_LongIdempotencyKey_IsRefused() => await ApiServer.RefusedAsync(
        await _api.CreateAsync(adjust: request => request.Headers.Add("Idempotency-Key", new string('k', 256))),
        422, "invalid_idempotency_key");

    [Fact]
    public async Task Create_AgainAfterItsAnswerArrived_IsANewParse()
    {
        var first = await ApiServer.ReadAsync(await _api.CreateAsync("answered"), 201);
        await AnsweredAsync(first);

        var second = await ApiServer.ReadAsync(await _api.CreateAsync("answered"), 201);

        Assert.NotEqual(first.GetProperty("id").GetString(), second.GetProperty("id").GetString());
    }

    private Task<long> AnsweredAsync(JsonElement parse) => Eventually.BecomesAsync(
        () => fixture.Database.ScalarAsync<long>(
            "select count(*) from parseworker.unanswered_creates where parse_id = $1", parse.GetProperty("id").GetString()!),
        left => left == 0);

    private static string Body(string filename, string url) =>
        JsonSerializer.Serialize(new { document = new { filename, url }, background = true });

    private Task<long> CountAsync() => fixture.Database.ScalarAsync<long>("select count(*) from parseworker.parses");

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

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task Create_CompressedBody_IsRead(string encoding)
    {
        var body = Encoding.UTF8.GetBytes(ApiServer.Body($"compressed by {encoding}", new { background = true }));

        await ApiServer.ReadAsync(await PostCompressedAsync(Compress(body, encoding), encoding), 201);
    }

    [Fact]
    public async Task Create_BodyThatIsNotCompressedAsItSays_IsRefusedWith400() => await ApiServer.RefusedAsync(
        await PostCompressedAsync(Encoding.UTF8.GetBytes(ApiServer.Body("plain", new { })), "gzip"), 400, "bad_request");

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

    [Theory]
    [InlineData("gpt-4o")]
    [InlineData("gpt-4o-mini-2024-07-18")]
    [InlineData("gemini-2.5-flash")]
    [InlineData("auto-large")]
    public async Task Create_AliasOfAModel_EchoesTheNameAndRunsTheModel(string alias)
    {
        var parse = await ApiServer.ReadAsync(await _api.CreateAsync(fields: new { model = alias, background = true }), 201);

        Assert.Equal(alias, parse.GetProperty("model").GetString());
        var id = ParseId.Parse(parse.GetProperty("id").GetString()!);
        var attempt = await _api.Store.ClaimAsync(id, "test-worker", TestParses.Lease, CancellationToken.None);
        Assert.Equal(alias == "auto-large" ? "retab-large" : "retab-small", attempt!.Settings.Model);
    }

    [Fact]
    public async Task Create_WithConfiguredAliases_TakesThoseAlone()
    {
        await using var api = await ApiServer.StartAsync(fixture.Database, builder => builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?> { ["ModelAliases:Names"] = "house-*=retab-micro" }));

        await ApiServer.ReadAsync(await api.CreateAsync(fields: new { model = "house-model", background = true }), 201);
        await ApiServer.RefusedAsync(await api.CreateAsync(fields: new { model = "gpt-4o" }), 422, "unknown_model");
    }

    [Theory]
    [InlineData("a=retab-tiny", "there is no model retab-tiny")]
    [InlineData("a", "'a' is not name=model")]
    [InlineData("a=retab-small, a=retab-micro", "the name a is given more than once")]
    public async Task Start_WithAnAliasThatLeadsNowhere_IsRefused(string names, string sentence)
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => ApiServer.StartAsync(
            fixture.Database,
            builder => builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["ModelAliases:Names"] = names })));

        Assert.Contains($"ModelAliases:Names: {sentence}.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_SameKeyAgain_SaysThatTheAnswerIsReplayed()
    {
        void WithKey(HttpRequestMessage request) => request.Headers.Add("Idempotency-Key", "key-3");

        using var first = await _api.CreateAsync("replayed", adjust: WithKey);
        using var second = await _api.CreateAsync("replayed", adjust: WithKey);

        Assert.False(first.Headers.Contains("Idempotent-Replayed"));
        Assert.Equal(["true"], second.Headers.GetValues("Idempotent-Replayed"));
    }

    [Fact]
    public async Task Create_EqualRequestsAtOnce_AreAParseEach()
    {
        var before = await CountAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _api.CreateAsync("at once")));

        foreach (var answer in answers) await ApiServer.ReadAsync(answer, 201);
        Assert.Equal(before + answers.Length, await CountAsync());
    }

    [Fact]
    public async Task Create_EqualRequestsThatBothWait_AreAnsweredApart()
    {
        var body = ApiServer.Body("both wait", new { background = false });
        var first = _api.PostAsync(body);
        var one = await WaitingAsync(1);
        var second = _api.PostAsync(body);
        var two = await WaitingAsync(2);
        foreach (var id in two.Except(one)) await CancelAsync(id);

        await ApiServer.RefusedAsync(await second, 409, "parse_cancelled");
        Assert.False(first.IsCompleted);
        foreach (var id in one) await CancelAsync(id);
        await ApiServer.RefusedAsync(await first, 409, "parse_cancelled");
    }

    [Fact]
    public async Task Create_AgainAfterItsClientWentAway_JoinsTheParse()
    {
        var body = ApiServer.Body("went away", new { background = false });
        using var patience = new CancellationTokenSource();
        var lost = _api.PostUntilAsync(body, patience.Token);
        var id = Assert.Single(await WaitingAsync(1));
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => lost);
        await Eventually.BecomesAsync(
            () => fixture.Database.ScalarAsync<bool>("select abandoned from parseworker.unanswered_creates where parse_id = $1", id),
            abandoned => abandoned);

        var retry = _api.PostAsync(body);
        await _api.RunAsync(fixture.Database, attempt => _api.CompleteAsync(attempt, "text"));

        using var answer = await retry;
        Assert.Equal(["true"], answer.Headers.GetValues("Idempotent-Replayed"));
        Assert.Equal(id, (await ApiServer.ReadAsync(answer, 201)).GetProperty("id").GetString());
    }

    private Task<string[]> WaitingAsync(int count) => Eventually.BecomesAsync(
        () => fixture.Database.ScalarAsync<string[]>(
            "select coalesce(array_agg(id), '{}') from parseworker.parses p join parseworker.unanswered_creates u on u.parse_id = p.id "
            + "where p.status in ('pending', 'queued') and not u.abandoned"),
        ids => ids.Length == count);

    private Task<CancelResult?> CancelAsync(string id) =>
        _api.Store.RequestCancelAsync(TestParses.Environment, ParseId.Parse(id), "tests", CancellationToken.None);

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
