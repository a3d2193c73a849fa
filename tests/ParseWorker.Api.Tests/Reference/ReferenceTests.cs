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
                "/v1/parses", "/v1/documents/parse", "/v1/parses/{id}", "/v1/parses/{id}/cancel", "/v1/parses/cancel", "/v1/files/upload",
                "/v1/files/upload/{id}/complete", "/v1/files/{id}", "/v1/files/{id}/download-link", "/v1/files", "/v1/parses/{id}/events",
                "/v1/webhooks", "/v1/webhooks/{id}", "/v1/webhooks/{id}/deliveries", "/v1/webhooks/{id}/deliveries/{message}",
                "/v1/webhooks/{id}/rotate-secret", "/v1/webhooks/{id}/deliveries/{message}/replay", "/v1/webhooks/{id}/replay",
                "/v1/auth/status", "/v1/auth/organization", "/v1/admin/keys", "/v1/admin/keys/{id}", "/v1/admin/environments",
                "/v1/admin/environments/{name}", "/uploads/{name}", "/downloads/{name}", "/version", "/health/live",
                "/health/ready",
            ],
            Names(document.GetProperty("paths")));
        Assert.Equal(["bearer", "apiKey", "adminKey"], Names(document.GetProperty("components").GetProperty("securitySchemes")));
        var list = document.GetProperty("paths").GetProperty("/v1/parses").GetProperty("get");
        Assert.Equal(2, list.GetProperty("security").GetArrayLength());
        Assert.Equal(
            ["limit", "order", "after", "before", "filename", "from_date", "to_date", "status", "include_output"],
            list.GetProperty("parameters").EnumerateArray().Select(parameter => parameter.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Document_AdminOperations_NeedTheAdminKeyAndNoOther()
    {
        var paths = (await ReadAsync()).GetProperty("paths").EnumerateObject().ToList();
        foreach (var path in paths)
        {
            foreach (var operation in path.Value.EnumerateObject().Where(operation => operation.Value.TryGetProperty("security", out _)))
            {
                var schemes = operation.Value.GetProperty("security").EnumerateArray().SelectMany(Names);
                Assert.Equal(path.Name.StartsWith("/v1/admin/", StringComparison.Ordinal) ? ["adminKey"] : ["bearer", "apiKey"], schemes);
            }
        }
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
        Assert.Equal(["application/json", "text/event-stream"],
            Names(events.GetProperty("responses").GetProperty("200").GetProperty("content")));
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

    [Fact]
    public async Task Document_Numbers_AreIntegersAndNoStrings()
    {
        var document = await ReadAsync();
        var usage = Schema(document, "UsageBody");

        Assert.Equal("integer", usage.GetProperty("page_count").GetProperty("type").GetString());
        Assert.Equal("number", usage.GetProperty("credits").GetProperty("type").GetString());
        Assert.DoesNotContain("\"pattern\"", document.GetRawText(), StringComparison.Ordinal);
        var limit = Parameter(document, "/v1/parses", "limit").GetProperty("schema");
        Assert.Equal(("integer", 1, 100), (
            limit.GetProperty("type").GetString(), limit.GetProperty("minimum").GetInt32(), limit.GetProperty("maximum").GetInt32()));
        Assert.Equal("boolean",
            Parameter(document, "/v1/parses/{id}", "include_output").GetProperty("schema").GetProperty("type").GetString());
    }

    [Fact]
    public async Task Document_Choices_AreEnums()
    {
        var document = await ReadAsync();
        string[] statuses = ["pending", "queued", "in_progress", "completed", "failed", "cancelled"];

        Assert.Equal(statuses, Choices(Schema(document, "ParseBody").GetProperty("status")));
        Assert.Equal(statuses, Choices(Parameter(document, "/v1/parses", "status").GetProperty("schema")));
        Assert.Equal(["asc", "desc"], Choices(Parameter(document, "/v1/parses", "order").GetProperty("schema")));
        Assert.Equal(["markdown", "yaml", "html", "json"], Choices(Schema(document, "ParseBody").GetProperty("table_parsing_format")));
        Assert.Equal(["markdown", "yaml", "html", "json", null],
            Choices(Schema(document, "CreateBody").GetProperty("table_parsing_format")));
        Assert.Equal(["accepted", "already_requested", "already_terminal", "not_found", "would_cancel"],
            Choices(Schema(document, "CancelledParseBody").GetProperty("outcome")));
        Assert.Equal([.. statuses, null], Choices(Schema(document, "CancelledParseBody").GetProperty("status")));
        Assert.Equal(statuses[..3], Choices(Schema(document, "CancelParsesBody").GetProperty("status").GetProperty("items")));
        Assert.Equal(["requested", "failing", "gone", null], Choices(Schema(document, "WebhookBody").GetProperty("disabled_reason")));
        Assert.Equal(["created_at", "updated_at"], Choices(Parameter(document, "/v1/files", "sort_by").GetProperty("schema")));
    }

    [Theory]
    [InlineData("OpenUploadBody", "filename", "size_bytes")]
    [InlineData("CreateWebhookBody", "url")]
    [InlineData("ReplayBody", "since")]
    [InlineData("CreateKeyBody", "environment", "name")]
    public async Task Document_WhatIsRefusedWhenMissing_IsRequired(string schema, params string[] required)
    {
        var body = (await ReadAsync()).GetProperty("components").GetProperty("schemas").GetProperty(schema);

        Assert.Equal(required, body.GetProperty("required").EnumerateArray().Select(name => name.GetString()));
    }

    [Fact]
    public async Task Document_ParseSchema_RequiresEveryKey()
    {
        var schema = (await ReadAsync()).GetProperty("components").GetProperty("schemas").GetProperty("ParseBody");

        Assert.Equal(
            Names(schema.GetProperty("properties")).Order(StringComparer.Ordinal),
            schema.GetProperty("required").EnumerateArray().Select(name => name.GetString()!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Document_CreateSchema_AgreesWithTheServer()
    {
        var document = await ReadAsync();
        var create = Schema(document, "CreateBody");
        var file = document.GetProperty("components").GetProperty("schemas").GetProperty("CreateDocument");

        Assert.Equal("#/components/schemas/CreateDocument", create.GetProperty("document").GetProperty("$ref").GetString());
        var dpi = create.GetProperty("image_resolution_dpi");
        Assert.Equal("""["null","integer"]""",
            dpi.GetProperty("type").GetRawText().Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal));
        Assert.Equal((72, 300), (dpi.GetProperty("minimum").GetInt32(), dpi.GetProperty("maximum").GetInt32()));
        Assert.Equal(
            ["filename,url", "content", "id"],
            file.GetProperty("anyOf").EnumerateArray().Select(way => string.Join(',', way.GetProperty("required").EnumerateArray())));
    }

    [Fact]
    public async Task Document_EveryOperation_NamesItsHeadersAndItsRefusal()
    {
        var paths = (await ReadAsync()).GetProperty("paths").EnumerateObject().ToList();
        foreach (var path in paths)
        {
            foreach (var operation in path.Value.EnumerateObject())
            {
                var responses = operation.Value.GetProperty("responses");
                Assert.All(responses.EnumerateObject(), response => Assert.True(
                    response.Value.GetProperty("headers").TryGetProperty("x-request-id", out _),
                        $"{operation.Name} {path.Name} {response.Name}"));
                var isOfV1 = path.Name.StartsWith("/v1/", StringComparison.Ordinal);
                Assert.Equal(isOfV1 || path.Name == "/version", responses.TryGetProperty("401", out var unauthorized));
                if (unauthorized.ValueKind == JsonValueKind.Object)
                    Assert.True(unauthorized.GetProperty("headers").TryGetProperty("WWW-Authenticate", out _));
                string[] expected = isOfV1 ? ["400", "500", "503"] : [];
                if (operation.Value.TryGetProperty("requestBody", out _)) expected = [.. expected, "408", "413", "415"];
                Assert.Empty(expected.Except(Names(responses)));
            }
        }

        var cancel = paths.Single(path => path.Name.EndsWith("}/cancel", StringComparison.Ordinal)).Value.GetProperty("post");
        Assert.True(cancel.GetProperty("responses").GetProperty("200").GetProperty("headers").TryGetProperty("Cancellation-Outcome",
            out _));
        var download = paths.Single(path => path.Name == "/downloads/{name}").Value.GetProperty("get");
        Assert.Equal(["200", "206", "404", "416", "400", "500", "503"], Names(download.GetProperty("responses")));
        Assert.True(download.GetProperty("responses").GetProperty("206").GetProperty("headers").TryGetProperty("Content-Range", out _));
        Assert.Contains("Range", download.GetProperty("parameters").EnumerateArray().Select(p => p.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Document_Descriptions_AreForClients()
    {
        var text = (await ReadAsync()).GetRawText();

        Assert.DoesNotContain("ParseWriter", text, StringComparison.Ordinal);
        Assert.DoesNotContain("CreateDocument.Url", text, StringComparison.Ordinal);
        Assert.DoesNotContain("never reach this type", text, StringComparison.Ordinal);
        Assert.DoesNotContain("AnonymousType", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reference_HasNoButtonsOfItsMaker()
    {
        using var response = await _api.Anonymous.GetAsync("/docs/");
        var page = await ApiServer.TextAsync(response);

        Assert.Matches("\"hideClientButton\":\\s*true", page);
        Assert.Matches("\"showDeveloperTools\":\\s*\"never\"", page);
        Assert.Matches("\"agent\":\\s*{\\s*\"disabled\":\\s*true", page);
        Assert.Matches("\"mcp\":\\s*{\\s*\"disabled\":\\s*true", page);
    }

    private static JsonElement Schema(JsonElement document, string name) =>
        document.GetProperty("components").GetProperty("schemas").GetProperty(name).GetProperty("properties");

    private static JsonElement Parameter(JsonElement document, string path, string name) =>
        document.GetProperty("paths").GetProperty(path).GetProperty("get").GetProperty("parameters").EnumerateArray()
            .Single(parameter => parameter.GetProperty("name").GetString() == name);

    private static IEnumerable<string?> Choices(JsonElement schema) =>
        schema.GetProperty("enum").EnumerateArray().Select(choice => choice.GetString());
}
