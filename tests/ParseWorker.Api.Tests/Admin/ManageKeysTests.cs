using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using ParseWorker.Api.Auth;
using ParseWorker.Api.Tests.Hosting;

namespace ParseWorker.Api.Tests.Admin;

public sealed class ManageKeysTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly AdminClient _admin = new(fixture.Server);

    [Fact]
    public async Task Create_AKey_ShowsItsSecretOnceAndStoresItsHash()
    {
        using var answer = await _admin.SendAsync("POST", "/keys", new { environment = "test-sales", name = "Ann", most_waiting = 7 });
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        var key = await ApiServer.ReadAsync(answer, 201);

        Assert.Equal(["id", "name", "environment", "most_waiting", "created_at", "secret"], Names(key));
        Assert.Equal(("Ann", "test-sales", 7), (
            key.GetProperty("name").GetString(), key.GetProperty("environment").GetString(), key.GetProperty("most_waiting").GetInt32()));
        var secret = key.GetProperty("secret").GetString()!;
        Assert.Matches("^rt_test_[0-9a-f]{40}$", secret);
        Assert.Equal("test-sales", await EnvironmentOfAsync(secret));
        var row = await fixture.Database.ScalarAsync<string>(
            "select k::text from parseworker.api_keys k where id = $1", key.GetProperty("id").GetString()!);
        Assert.DoesNotContain(secret, row, StringComparison.Ordinal);
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret))), row, StringComparison.Ordinal);
        foreach (var path in new[] { "/keys", $"/keys/{key.GetProperty("id").GetString()}" })
        {
            var text = await ApiServer.TextAsync(await _admin.SendAsync("GET", path));
            Assert.Contains("test-sales", text, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("""{"environment":"Bad Name","name":"x"}""", "invalid_environment")]
    [InlineData("""{"name":"x"}""", "invalid_environment")]
    [InlineData("""{"environment":"good","name":""}""", "invalid_name")]
    [InlineData("""{"environment":"good"}""", "invalid_name")]
    [InlineData("""{"environment":"good","name":"x","most_waiting":-1}""", "invalid_most_waiting")]
    [InlineData("""{"environment":"good","name":"x","most_waiting":1000001}""", "invalid_most_waiting")]
    [InlineData("""{"environment":"good","name":"x","most_waitin":1}""", "invalid_json")]
    [InlineData("""["good"]""", "invalid_json")]
    [InlineData("", "invalid_json")]
    public async Task Create_WithABadField_Is422NamingIt(string body, string code) =>
        await ApiServer.RefusedAsync(await _admin.SendAsync("POST", "/keys", body), 422, code);

    [Fact]
    public async Task List_OfAnEnvironment_HasItsKeysOnly()
    {
        var (own, other) = (await _admin.IssueAsync("listed"), await _admin.IssueAsync("elsewhere"));

        var listed = await ApiServer.ReadAsync(await _admin.SendAsync("GET", "/keys?environment=listed"), 200);
        var all = await ApiServer.ReadAsync(await _admin.SendAsync("GET", "/keys"), 200);

        Assert.Equal([Id(own)], listed.GetProperty("data").EnumerateArray().Select(Id));
        Assert.Contains(Id(other), all.GetProperty("data").EnumerateArray().Select(Id));
    }

    [Fact]
    public async Task Change_OfAKeysLimit_IsHeededByTheNextCreate()
    {
        var key = await _admin.IssueAsync("limited", mostWaiting: 1);
        using var client = new ApiClient(fixture.Server.Url, key.GetProperty("secret").GetString()!);
        Assert.Equal(201, await CreateAsync(client));
        Assert.Equal(429, await CreateAsync(client));

        var changed = await ApiServer.ReadAsync(await _admin.SendAsync("PATCH", $"/keys/{Id(key)}", """{"most_waiting":2}"""), 200);
        Assert.Equal(2, changed.GetProperty("most_waiting").GetInt32());
        Assert.Equal(201, await CreateAsync(client));
        Assert.Equal(429, await CreateAsync(client));

        var unlimited = await ApiServer.ReadAsync(await _admin.SendAsync("PATCH", $"/keys/{Id(key)}", """{"most_waiting":null}"""), 200);
        Assert.Equal(JsonValueKind.Null, unlimited.GetProperty("most_waiting").ValueKind);
        Assert.Equal(201, await CreateAsync(client));
        await ApiServer.RefusedAsync(await _admin.SendAsync("PATCH", $"/keys/{Id(key)}", "{}"), 422, "invalid_json");
        await ApiServer.RefusedAsync(
            await _admin.SendAsync("PATCH", $"/keys/{Id(key)}", """{"most_waiting":-1}"""), 422, "invalid_most_waiting");
    }

    [Theory, InlineData("%00"), InlineData("a%0Ab")]
    public async Task List_OfAnEnvironmentWithAControlCharacter_IsRefused(string environment) =>
        await ApiServer.RefusedAsync(await _admin.SendAsync("GET", $"/keys?environment={environment}"), 422, "invalid_query");

    [Fact]
    public async Task Revoke_OfAKey_RefusesItOnceTheCachesForgetIt()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = await ApiFixture.StartAsync(
            fixture.Database, services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(time)));
        var admin = new AdminClient(server);
        var key = await admin.IssueAsync("revoked");
        using var client = new ApiClient(server.Url, key.GetProperty("secret").GetString()!);
        Assert.Equal(200, (int)(await client.GetAsync("/v1/auth/status")).StatusCode);

        Assert.Equal(204, (int)(await admin.SendAsync("DELETE", $"/keys/{Id(key)}")).StatusCode);
        time.Advance(ApiKeyCache.KeptFor);

        Assert.Equal(401, (int)(await client.GetAsync("/v1/auth/status")).StatusCode);
        await ApiServer.RefusedAsync(await admin.SendAsync("DELETE", $"/keys/{Id(key)}"), 404, "not_found");
    }

    [Theory]
    [InlineData("GET", null)]
    [InlineData("PATCH", """{"most_waiting":1}""")]
    [InlineData("DELETE", null)]
    public async Task Request_ForAKeyThatNeverWas_Is404(string method, string? body) =>
        await ApiServer.RefusedAsync(await _admin.SendAsync(method, "/keys/key_01ARZ3NDEKTSV4RRFFQ69G5FAV", body), 404, "not_found");

    private static string Id(JsonElement key) => key.GetProperty("id").GetString()!;

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(property => property.Name);

    private static async Task<int> CreateAsync(ApiClient client)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/parses");
        request.Content = new StringContent(
            ApiServer.Body(Guid.NewGuid().ToString(), new { background = true }), Encoding.UTF8, "application/json");
        using var answer = await client.SendAsync(request, CancellationToken.None);
        return (int)answer.StatusCode;
    }

    private async Task<string?> EnvironmentOfAsync(string secret)
    {
        using var client = new ApiClient(fixture.Server.Url, secret);
        var status = await ApiServer.ReadAsync(await client.GetAsync("/v1/auth/status"), 200);
        return status.GetProperty("environment").GetProperty("id").GetString();
    }
}
