using System.Net;
using System.Text;
using ParseWorker.Api.Tests.Hosting;
using ParseWorker.Core.Parses;

namespace ParseWorker.Api.Tests.Parses;

public sealed class DeleteParseTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly ApiServer _api = fixture.Server;

    [Theory]
    [InlineData(ParseStatus.Pending)]
    [InlineData(ParseStatus.Queued)]
    [InlineData(ParseStatus.InProgress)]
    [InlineData(ParseStatus.Completed)]
    public async Task Delete_InAnyStatus_Answers204AndItIsGone(ParseStatus status)
    {
        var id = status switch
        {
            ParseStatus.Pending => await _api.Parses.PendingAsync(),
            ParseStatus.Queued => await _api.Parses.QueuedAsync(),
            ParseStatus.InProgress => (await _api.Parses.InProgressAsync()).Id,
            _ => await _api.CompletedAsync("text"),
        };

        var response = await _api.Client.DeleteAsync($"/v1/parses/{id}");

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Empty(await ApiServer.TextAsync(response));
        Assert.StartsWith("req_", Assert.Single(response.Headers.GetValues("x-request-id")), StringComparison.Ordinal);
        await ApiServer.RefusedAsync(await _api.Client.GetAsync($"/v1/parses/{id}"), 404, "not_found");
        await ApiServer.RefusedAsync(await _api.Client.DeleteAsync($"/v1/parses/{id}"), 404, "not_found");
        await ApiServer.RefusedAsync(await _api.Client.PostAsync($"/v1/parses/{id}/cancel", null), 404, "not_found");
    }

    [Fact]
    public async Task Delete_WithABody_IgnoresIt()
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"/v1/parses/{await _api.Parses.PendingAsync()}")
        {
            Content = new StringContent("{}", Encoding.UTF8, "application/json"),
        };

        Assert.Equal(HttpStatusCode.NoContent, (await _api.Client.SendAsync(request, CancellationToken.None)).StatusCode);
    }

    [Fact]
    public async Task Delete_MalformedId_Is404() =>
        await ApiServer.RefusedAsync(await _api.Client.DeleteAsync("/v1/parses/x"), 404, "not_found");
}
