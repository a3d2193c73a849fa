namespace ParseWorker.Api.Tests.Hosting;

public sealed class HeadRequestsTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly ApiServer _api = fixture.Server;

    [Theory]
    [InlineData("/health/live", 200)]
    [InlineData("/version", 200)]
    [InlineData("/v1/parses", 200)]
    [InlineData("/v1/parses/{id}", 200)]
    [InlineData("/v1/parses/{id}/events", 200)]
    [InlineData("/v1/auth/status", 200)]
    [InlineData("/openapi/v1.json", 200)]
    [InlineData("/v1/parses/prs_01ARZ3NDEKTSV4RRFFQ69G5FAV", 404)]
    [InlineData("/v1/parses/{id}/cancel", 405)]
    public async Task Head_OfARoute_AnswersAsGetWithoutABody(string path, int status)
    {
        var id = await _api.CompletedAsync("text");
        var there = path.Replace("{id}", id.ToString(), StringComparison.Ordinal);

        using var head = await _api.Client.SendAsync(HttpMethod.Head, there);
        using var get = await _api.Client.SendAsync(HttpMethod.Get, there);

        Assert.Equal((status, status), ((int)head.StatusCode, (int)get.StatusCode));
        Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
        Assert.Empty(await ApiServer.TextAsync(head));
        Assert.NotEqual(get.Headers.GetValues("x-request-id"), head.Headers.GetValues("x-request-id"));
    }

    [Fact]
    public async Task Head_OfAnEventStream_EndsAtOnce()
    {
        var id = await _api.Parses.PendingAsync();

        using var head = await _api.Client.SendAsync(HttpMethod.Head, $"/v1/parses/{id}/events", ("Accept", "text/event-stream"));

        Assert.Equal(200, (int)head.StatusCode);
    }

    [Fact]
    public async Task Head_WithoutAKey_Is401()
    {
        using var head = await _api.Anonymous.SendAsync(HttpMethod.Head, "/v1/parses");

        Assert.Equal(401, (int)head.StatusCode);
    }
}
