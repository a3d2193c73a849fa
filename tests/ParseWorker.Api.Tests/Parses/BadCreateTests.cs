using System.Text.Json;
using ParseWorker.Api.Tests.Hosting;
using ParseWorker.Core.Sniffing;

namespace ParseWorker.Api.Tests.Parses;

/// <summary>What is refused at the door, with a code and the words that say what to change.</summary>
public sealed class BadCreateTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
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
        { """{"document":{"filename":"a","url":"https://example.com/a.pdf"}}""", "unsupported_url", "not fetched" },
        { """{"document":{"filename":"a","url":"gs://bucket/a.pdf"}}""", "unsupported_url", "gs" },
        { """{"document":{"filename":"a","url":"https://a.example/file_01ARZ3NDEKTSV4RRFFQ69G5FAV"}}""", "unknown_file", "data URL" },
        { """{"document":{"id":"file_1","filename":"a","mime_type":"x"}}""", "unknown_file", "Upload it" },
        { """{"document":{"filename":"a.zip","url":"data:;base64,UEsDBAoAAAAAAA=="}}""", "unsupported_format",
            "Send " + ReadableFormats.Listed },
        { """{"document":{"filename":"a.bin","url":"data:;base64,AAECAwQFBgcICQ=="}}""", "unsupported_format", "No engine" },
        { """{"document":{"filename":"a","url":"data:,x"},"model":"nosuch"}""", "unknown_model",
            "retab-micro, retab-small, retab-large, nor one of the aliases auto-*, auto-large" },
        { """{"document":{"filename":"a","url":"data:,x"},"model":""}""", "unknown_model", "'model'" },
        { """{"document":{"filename":"a","url":"data:,x"},"model":"gpt-4o\u0000"}""", "unknown_model", "control character" },
        { """{"document":{"filename":"a","url":"data:,x"},"model":"gpt-4o\nforged"}""", "unknown_model", "control character" },
        { $$"""{"document":{"filename":"a","url":"data:,x"},"model":"gpt-4o{{new string('o', 100)}}"}""", "unknown_model", "100" },
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

    private readonly ApiServer _api = fixture.Server;

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

    private static string Body(string filename, string url) =>
        JsonSerializer.Serialize(new { document = new { filename, url }, background = true });

    private Task<long> CountAsync() => fixture.Database.ScalarAsync<long>("select count(*) from parseworker.parses");
}
