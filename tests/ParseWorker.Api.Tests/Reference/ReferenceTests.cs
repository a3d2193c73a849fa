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
            ["/v1/parses", "/v1/parses/{id}", "/v1/parses/{id}/cancel", "/v1/auth/status", "/v1/auth/organization", "/health/live", "/health/ready"],
            document.GetProperty("paths").EnumerateObject().Select(path => path.Name));
        Assert.Equal(["bearer", "apiKey"], document.GetProperty("components").GetProperty("securitySchemes").EnumerateObject().Select(scheme => scheme.Name));
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

        Assert.Equal(
            parse.EnumerateObject().Select(property => property.Name),
            document.GetProperty("components").GetProperty("schemas").GetProperty("ParseBody").GetProperty("properties").EnumerateObject().Select(property => property.Name));
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

    private async Task<JsonElement> ReadAsync() => await ApiServer.ReadAsync(await _api.Anonymous.GetAsync("/openapi/v1.json"), 200);

    [GeneratedRegex("""(src|href)\s*=\s*["']?(https?:)?//""", RegexOptions.IgnoreCase)]
    private static partial Regex Elsewhere();
}
