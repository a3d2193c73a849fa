using System.Text.Json;
using System.Text.RegularExpressions;
using ParseWorker.Api.Tests.Hosting;

namespace ParseWorker.Api.Tests.Reference;

public sealed partial class ReferenceTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly ApiServer _api = fixture.Server;

    [Fact]
    public async Task Document_DescribesEveryOperationWithBothKeys()
    {
        var document = await ReadAsync();

        Assert.Equal(
            [
                "/v1/parses", "/v1/parses/{id}", "/v1/parses/{id}/cancel", "/v1/parses/{id}/events", "/v1/auth/status", "/v1/auth/organization",
                "/health/live", "/health/ready",
            ],
            Names(document.GetProperty("paths")));
        Assert.Equal(["bearer", "apiKey"], Names(document.GetProperty("components").GetProperty("securitySchemes")));
        var list = document.GetProperty("paths").GetProperty("/v1/parses").GetProperty("get");
        Assert.Equal(2, list.GetProperty("security").GetArrayLength());
        Assert.Equal(
            ["limit", "order", "after", "before", "filename", "from_date", "to_date", "status", "include_output"],
            list.GetProperty("parameters").EnumerateArray().Select(parameter => parameter.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Document_ParseSchema_HasTheKeysThatGetAnswersInTheirOrder()
    {
        var document = await ReadAsync();
        var parse = await _api.GetAsync(await _api.CompletedAsync("text"));

        var schema = document.GetProperty("components").GetProperty("schemas").GetProperty("ParseBody");
        Assert.Equal(Names(parse), Names(schema.GetProperty("properties")));
    }

    [Fact]
    public async Task Document_EventSchema_HasTheKeysThatEventsHaveInTheirOrder()
    {
        var document = await ReadAsync();
        var id = await _api.CompletedAsync("text");
        var list = await ApiServer.ReadAsync(await _api.Client.GetAsync($"/v1/parses/{id}/events"), 200);

        var schema = document.GetProperty("components").GetProperty("schemas").GetProperty("ParseEventBody");
        Assert.Equal(Names(list.GetProperty("data")[0]), Names(schema.GetProperty("properties")));
        var events = document.GetProperty("paths").GetProperty("/v1/parses/{id}/events").GetProperty("get");
        Assert.Equal(["application/json", "text/event-stream"], Names(events.GetProperty("responses").GetProperty("200").GetProperty("content")));
        Assert.Contains("Last-Event-ID", events.GetProperty("parameters").EnumerateArray().Select(p => p.GetProperty("name").GetString()));
        var get = document.GetProperty("paths").GetProperty("/v1/parses/{id}").GetProperty("get");
        Assert.Contains("include_partial", get.GetProperty("parameters").EnumerateArray().Select(p => p.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Reference_LoadsNothingFromElsewhere()
    {
        var response = await _api.Anonymous.GetAsync("/docs/");
        var page = await ApiServer.TextAsync(response);

        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotMatch(Elsewhere(), page);
        var script = await _api.Anonymous.GetAsync("/docs/scalar.js");
        Assert.Equal(200, (int)script.StatusCode);
    }

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(property => property.Name);

    private async Task<JsonElement> ReadAsync() => await ApiServer.ReadAsync(await _api.Anonymous.GetAsync("/openapi/v1.json"), 200);

    [GeneratedRegex("""(src|href)\s*=\s*["']?(https?:)?//""", RegexOptions.IgnoreCase)]
    private static partial Regex Elsewhere();
}
