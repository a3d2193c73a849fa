using System.Text.Json;
using ParseWorker.Api.Tests.Hosting;

namespace ParseWorker.Api.Tests.Parses;

/// <summary>What a client may say about the time that its parse has.</summary>
public sealed class DeadlineTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly ApiServer _api = fixture.Server;

    // No worker runs here: this process ends it alone.
    [Fact]
    public async Task Create_NotStartedInTime_Is422WithItsCode()
    {
        var error = await ApiServer.RefusedAsync(await _api.CreateAsync(fields: new { expires_after = 1 }), 422, "queue_expired");

        var id = error.GetProperty("details").GetProperty("parse_id").GetString();
        var parse = await ApiServer.ReadAsync(await _api.Client.GetAsync($"/v1/parses/{id}"), 200);
        Assert.Equal("failed", parse.GetProperty("status").GetString());
        Assert.Equal("queue_expired", parse.GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task Create_WithDeadlines_ShowsThem()
    {
        var parse = await ApiServer.ReadAsync(
            await _api.CreateAsync(fields: new { background = true, expires_after = 3600, time_limit = 90.0 }), 201);

        var created = parse.GetProperty("created_at").GetDateTime();
        Assert.Equal(created.AddHours(1), parse.GetProperty("expires_at").GetDateTime());
        Assert.Equal(90, parse.GetProperty("time_limit").GetInt32());
    }

    [Fact]
    public async Task Create_WithoutDeadlines_ShowsNulls()
    {
        var parse = await ApiServer.ReadAsync(await _api.CreateAsync(), 201);

        Assert.Equal(JsonValueKind.Null, parse.GetProperty("expires_at").ValueKind);
        Assert.Equal(JsonValueKind.Null, parse.GetProperty("time_limit").ValueKind);
    }

    [Theory]
    [InlineData("expires_after", 0)]
    [InlineData("expires_after", -1)]
    [InlineData("expires_after", 2_592_001)]
    [InlineData("time_limit", 0)]
    [InlineData("time_limit", 86_401)]
    public async Task Create_DeadlineOutOfBounds_Is422(string name, int value)
    {
        var fields = new Dictionary<string, object> { ["background"] = true, [name] = value };

        var error = await ApiServer.RefusedAsync(await _api.CreateAsync(fields: fields), 422, "invalid_duration");

        Assert.Contains($"'{name}'", error.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_SameKeyWithAnotherDeadline_IsAnotherRequest()
    {
        var key = Guid.NewGuid().ToString();
        void Keyed(HttpRequestMessage request) => request.Headers.Add("Idempotency-Key", key);
        await ApiServer.ReadAsync(await _api.CreateAsync("text", new { background = true, expires_after = 60 }, Keyed), 201);

        await ApiServer.ReadAsync(await _api.CreateAsync("text", new { background = true, expires_after = 60 }, Keyed), 201);
        await ApiServer.RefusedAsync(
            await _api.CreateAsync("text", new { background = true, expires_after = 61 }, Keyed), 422, "idempotency_key_reused");
        await ApiServer.RefusedAsync(
            await _api.CreateAsync("text", new { background = true, expires_after = 60, time_limit = 5 }, Keyed),
            422, "idempotency_key_reused");
    }
}
