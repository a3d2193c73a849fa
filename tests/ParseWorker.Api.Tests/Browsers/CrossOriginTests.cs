using Microsoft.Extensions.Configuration;
using ParseWorker.Api.Browsers;
using ParseWorker.Api.Tests.Hosting;
using ParseWorker.Testing;

namespace ParseWorker.Api.Tests.Browsers;

/// <summary>What a browser asks before and after a page of another origin calls the API.</summary>
public sealed class CrossOriginTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Ours = "https://app.example.com";
    private const string AllowOrigin = "Access-Control-Allow-Origin";

    [Theory]
    [InlineData("POST", "/v1/parses", "authorization,content-type,idempotency-key")]
    [InlineData("GET", "/v1/parses/prs_01ARZ3NDEKTSV4RRFFQ69G5FAV", "api-key,prefer")]
    [InlineData("DELETE", "/v1/parses/x", "authorization")]
    [InlineData("POST", "/v1/parses/x/cancel", "authorization")]
    [InlineData("GET", "//v1/parses", "authorization")]
    [InlineData("PUT", "/uploads/file_x.pdf?token=1", "content-type")]
    [InlineData("GET", "/downloads/file_x.pdf?token=1", "range")]
    public async Task Preflight_OfAnAllowedOrigin_IsAnsweredWithoutAKey(string method, string path, string headers)
    {
        await using var api = await StartAsync($"{Ours}, http://localhost:5173");

        var answer = await PreflightAsync(api, path, Ours, method, headers);

        Assert.Equal(204, (int)answer.StatusCode);
        Assert.Equal(Ours, Header(answer, AllowOrigin));
        Assert.Contains(method, Header(answer, "Access-Control-Allow-Methods"), StringComparison.Ordinal);
        Assert.Equal(headers, Header(answer, "Access-Control-Allow-Headers"));
        Assert.Equal("600", Header(answer, "Access-Control-Max-Age"));
        Assert.StartsWith("req_", Header(answer, "x-request-id"), StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Credentials"));
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("http://app.example.com")]
    [InlineData("https://app.example.com:8443")]
    [InlineData("https://app.example.com.evil.example")]
    [InlineData("null")]
    public async Task Preflight_OfAnotherOrigin_AllowsNothing(string origin)
    {
        await using var api = await StartAsync(Ours);

        Assert.False((await PreflightAsync(api, "/v1/parses", origin)).Headers.Contains(AllowOrigin));
    }

    [Fact]
    public async Task Preflight_OfTheDashboard_AllowsNothing()
    {
        await using var api = await StartAsync("*");

        Assert.False((await PreflightAsync(api, "/hangfire", Ours)).Headers.Contains(AllowOrigin));
    }

    [Fact]
    public async Task Request_NothingConfigured_KnowsNoOrigins()
    {
        await using var api = await ApiServer.StartAsync(database);

        var preflight = await PreflightAsync(api, "/v1/parses", Ours);
        var get = await api.Client.SendAsync(HttpMethod.Get, "/v1/parses", ("Origin", Ours));

        Assert.Equal(401, (int)preflight.StatusCode);
        Assert.Equal(200, (int)get.StatusCode);
        Assert.All([preflight, get], answer => Assert.DoesNotContain(
            answer.Headers, header => header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase)));
    }

    [Theory]
    [InlineData("/v1/parses", true, 200)]
    [InlineData("/v1/parses", false, 401)]
    [InlineData("/v1/parses/x", true, 404)]
    [InlineData("/v1/parses?from_date=never", true, 400)]
    public async Task Answer_ToAnAllowedOrigin_LetsItsPageReadHeaders(string path, bool withKey, int status)
    {
        await using var api = await StartAsync($"{Ours},http://localhost:5173");

        var answer = await (withKey ? api.Client : api.Anonymous).SendAsync(HttpMethod.Get, path, ("Origin", Ours));

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(Ours, Header(answer, AllowOrigin));
        Assert.Equal("Origin", Header(answer, "Vary"));
        string[] needed = ["x-request-id", "Retry-After", "Idempotent-Replayed", "Cancellation-Outcome", "Content-Range"];
        Assert.Empty(needed.Except(Header(answer, "Access-Control-Expose-Headers").Split(',')));
    }

    [Fact]
    public async Task Answer_EveryOrigin_SaysSo()
    {
        await using var api = await StartAsync("*");

        var answer = await api.Client.SendAsync(HttpMethod.Get, "/v1/parses", ("Origin", "https://anybody.example"));

        Assert.Equal("*", Header(answer, AllowOrigin));
    }

    [Theory]
    [InlineData("app.example.com")]
    [InlineData("https://app.example.com/")]
    [InlineData("https://App.example.com")]
    [InlineData("https://app.example.com:443")]
    [InlineData("ftp://app.example.com")]
    [InlineData("https://app.example.com,*")]
    public void Validate_NoOrigin_IsRefusedWithASentence(string origins)
    {
        var result = new CrossOriginOptionsValidator().Validate(null, new CrossOriginOptions { Origins = origins });

        Assert.True(result.Failed);
        Assert.Contains("Cors:Origins", result.FailureMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData(" https://app.example.com , http://localhost:5173,")]
    [InlineData("http://[::1]:8080")]
    public void Validate_Origins_ArePassed(string origins) =>
        Assert.True(new CrossOriginOptionsValidator().Validate(null, new CrossOriginOptions { Origins = origins }).Succeeded);

    private Task<ApiServer> StartAsync(string origins) => ApiServer.StartAsync(database, builder =>
        builder.Configuration.AddInMemoryCollection([new("Cors:Origins", origins)]));

    private static Task<HttpResponseMessage> PreflightAsync(
        ApiServer api, string path, string origin, string method = "POST", string headers = "authorization") =>
        api.Anonymous.SendAsync(HttpMethod.Options, new Uri(api.Url, "/") + path[1..],
            ("Origin", origin), ("Access-Control-Request-Method", method), ("Access-Control-Request-Headers", headers));

    private static string Header(HttpResponseMessage answer, string name) => string.Join(',', answer.Headers.GetValues(name));
}
