using System.Text;
using Microsoft.Extensions.Configuration;
using ParseWorker.Api.Limits;
using ParseWorker.Api.Tests.Hosting;
using ParseWorker.Testing;

namespace ParseWorker.Api.Tests.Limits;

public sealed class RequestLimitsTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const int Allowed = 3;

    [Fact]
    public async Task Request_OverTheLimit_Is429AndSaysWhenToComeAgain()
    {
        await using var api = await StartAsync("01:00:00");
        for (var sent = 0; sent < Allowed; sent++) await ApiServer.ReadAsync(await api.CreateAsync(), 201);

        var refused = await api.CreateAsync();

        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        await ApiServer.RefusedAsync(refused, 429, "rate_limited");
    }

    [Fact]
    public async Task Request_OnceTheWindowHasPassed_IsTakenAgain()
    {
        await using var api = await StartAsync("00:00:01");
        await Eventually.BecomesAsync(async () => (int)(await api.Client.DeleteAsync("/v1/parses/x")).StatusCode, status => status == 429);

        await Eventually.BecomesAsync(async () => (int)(await api.Client.DeleteAsync("/v1/parses/x")).StatusCode, status => status == 404);
    }

    [Fact]
    public async Task Request_OverTheLimit_MayStillReadAndCancel()
    {
        await using var api = await StartAsync("01:00:00");
        var id = await api.Parses.QueuedAsync();
        for (var sent = 0; sent < Allowed; sent++) await api.CreateAsync();
        await ApiServer.RefusedAsync(await api.Client.DeleteAsync($"/v1/parses/{id}"), 429, "rate_limited");

        await ApiServer.ReadAsync(await api.Client.GetAsync("/v1/parses"), 200);
        Assert.Equal(200, (int)(await api.Client.SendAsync(HttpMethod.Head, $"/v1/parses/{id}")).StatusCode);
        await ApiServer.ReadAsync(await api.Client.PostAsync($"/v1/parses/{id}/cancel", null), 200);
        var several = new StringContent("""{"all":true}""", Encoding.UTF8, "application/json");
        await ApiServer.ReadAsync(await api.Client.PostAsync("/v1/parses/cancel", several), 200);
    }

    [Fact]
    public async Task Request_OfAnotherKey_HasALimitOfItsOwn()
    {
        await using var api = await StartAsync("01:00:00");
        for (var sent = 0; sent <= Allowed; sent++) await api.CreateAsync();
        using var other = new ApiClient(api.Url, await api.CreateKeyAsync(TestParses.Environment));

        Assert.Equal(404, (int)(await other.DeleteAsync("/v1/parses/x")).StatusCode);
        Assert.Equal(429, (int)(await api.Client.DeleteAsync("/v1/parses/x")).StatusCode);
    }

    [Fact]
    public async Task Request_WithoutAKey_IsNeverCounted()
    {
        await using var api = await StartAsync("01:00:00");

        for (var sent = 0; sent <= Allowed; sent++)
            await ApiServer.RefusedAsync(await api.Anonymous.DeleteAsync("/v1/parses/x"), 401, "unauthorized");
    }

    [Fact]
    public async Task Limit_Zero_IsNone()
    {
        await using var api = await StartAsync("01:00:00", requests: 0);

        for (var sent = 0; sent < 20; sent++) Assert.Equal(404, (int)(await api.Client.DeleteAsync("/v1/parses/x")).StatusCode);
    }

    [Fact]
    public void Limit_NotConfigured_IsThreeHundredAMinute()
    {
        var options = new LimitOptions();

        Assert.Equal((300, TimeSpan.FromSeconds(60), (int?)null), (options.Requests, options.Window, options.WaitingParses));
    }

    private Task<ApiServer> StartAsync(string window, int requests = Allowed) => ApiServer.StartAsync(database, builder =>
        builder.Configuration.AddInMemoryCollection([new("Limits:Requests", $"{requests}"), new("Limits:Window", window)]));
}
