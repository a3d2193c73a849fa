using Microsoft.Extensions.Configuration;
using ParseWorker.Api.Tests.Hosting;
using ParseWorker.Testing;

namespace ParseWorker.Api.Tests.Limits;

public sealed class WaitingParsesTests : IAsyncLifetime
{
    private readonly TestDatabase _database = new();
    private ApiServer _api = null!;

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        _api = await ApiServer.StartAsync(_database, builder =>
            builder.Configuration.AddInMemoryCollection([new("Limits:WaitingParses", "3")]));
    }

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        await _database.DisposeAsync();
    }

    // Two of them are queued, one is pending: there is no worker, so that two are admitted.
    [Fact]
    public async Task Create_AsManyWaitAsMay_Is429AndRecordsNothing()
    {
        for (var sent = 0; sent < 3; sent++) await ApiServer.ReadAsync(await _api.CreateAsync(), 201);

        var refused = await _api.CreateAsync();
        Assert.Equal(TimeSpan.FromSeconds(5), refused.Headers.RetryAfter!.Delta);
        await ApiServer.RefusedAsync(refused, 429, "queue_full");
        await ApiServer.RefusedAsync(await _api.CreateAsync(adjust: Keyed("new")), 429, "queue_full");

        Assert.Equal(3, await CountAsync("parses"));
        Assert.Equal(0, await CountAsync("idempotency_keys"));
    }

    [Fact]
    public async Task Create_OfAFullEnvironmentAgain_JoinsWhatItMade()
    {
        var first = await ApiServer.ReadAsync(await _api.CreateAsync("text", adjust: Keyed("one")), 201);
        for (var sent = 0; sent < 2; sent++) await _api.CreateAsync();

        var again = await ApiServer.ReadAsync(await _api.CreateAsync("text", adjust: Keyed("one")), 201);

        Assert.Equal(first.GetProperty("id").GetString(), again.GetProperty("id").GetString());
    }

    [Fact]
    public async Task Create_OnceOneIsCancelled_HasRoomAgain()
    {
        var first = await ApiServer.ReadAsync(await _api.CreateAsync(), 201);
        for (var sent = 0; sent < 2; sent++) await _api.CreateAsync();
        Assert.Equal(429, (int)(await _api.CreateAsync()).StatusCode);

        await _api.Client.PostAsync($"/v1/parses/{first.GetProperty("id").GetString()}/cancel", null);

        await ApiServer.ReadAsync(await _api.CreateAsync(), 201);
    }

    [Fact]
    public async Task Create_InAnotherEnvironment_IsNotHeldUp()
    {
        for (var sent = 0; sent < 3; sent++) await _api.Parses.PendingAsync("crowded");

        await ApiServer.ReadAsync(await _api.CreateAsync(), 201);
    }

    private static Action<HttpRequestMessage> Keyed(string key) => request => request.Headers.Add("Idempotency-Key", key);

    // Each key by itself, whatever its environment has room for; what one key has waiting is nothing to another.
    [Fact]
    public async Task Create_AsManyOfAKeyWaitAsMay_Is429AndSaysSo()
    {
        using var limited = new ApiClient(_api.Url, await _api.CreateKeyAsync("limited", mostWaiting: 1));
        using var unlimited = new ApiClient(_api.Url, await _api.CreateKeyAsync("limited", mostWaiting: 0));
        await ApiServer.ReadAsync(await PostAsync(limited), 201);

        var refused = await PostAsync(limited);
        Assert.Equal(TimeSpan.FromSeconds(5), refused.Headers.RetryAfter!.Delta);
        var error = await ApiServer.RefusedAsync(refused, 429, "queue_full");
        Assert.StartsWith("1 parses of this API key wait", error.GetProperty("detail").GetString(), StringComparison.Ordinal);

        await ApiServer.ReadAsync(await PostAsync(unlimited), 201);
        await ApiServer.ReadAsync(await PostAsync(unlimited), 201);
        var full = await ApiServer.RefusedAsync(await PostAsync(unlimited), 429, "queue_full"); // of the environment
        Assert.StartsWith("3 parses of this environment wait", full.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_OfAKeyWithoutALimitOfItsOwn_HasTheConfiguredOne()
    {
        await using var api = await ApiServer.StartAsync(_database, builder =>
            builder.Configuration.AddInMemoryCollection([new("Limits:WaitingParsesOfAKey", "2")]));
        var first = await ApiServer.ReadAsync(await api.CreateAsync("one", adjust: Keyed("of a key")), 201);
        await ApiServer.ReadAsync(await api.CreateAsync(), 201);

        await ApiServer.RefusedAsync(await api.CreateAsync(), 429, "queue_full");
        var joined = await ApiServer.ReadAsync(await api.CreateAsync("one", adjust: Keyed("of a key")), 201);
        Assert.Equal(first.GetProperty("id").GetString(), joined.GetProperty("id").GetString());
        await api.Client.PostAsync($"/v1/parses/{first.GetProperty("id").GetString()}/cancel", null);
        await ApiServer.ReadAsync(await api.CreateAsync(), 201);
    }

    private static async Task<HttpResponseMessage> PostAsync(ApiClient client)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/parses");
        request.Content = new StringContent(
            ApiServer.Body(Guid.NewGuid().ToString(), new { background = true }), System.Text.Encoding.UTF8, "application/json");
        return await client.SendAsync(request, CancellationToken.None);
    }

    private Task<long> CountAsync(string table) => _database.ScalarAsync<long>($"select count(*) from parseworker.{table}");
}
