using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using ParseWorker.Api.Tests.Hosting;
using ParseWorker.Testing;

namespace ParseWorker.Api.Tests.Telemetry;

/// <summary>What clients ask for is counted where it is answered.</summary>
public sealed class RequestMetricsTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Creates = "parseworker.requests.creates";
    private const string Cancels = "parseworker.requests.cancels";

    [Fact]
    public async Task Requests_ThatCreateJoinAndCancel_AreCountedByTheirResult()
    {
        using var meters = new TestMeters();
        await using var api = await ApiServer.StartAsync(database, services: services => services.AddSingleton<IMeterFactory>(meters));
        var body = ApiServer.Body("The same text twice.", new { background = true });

        var id = (await ApiServer.ReadAsync(await PostAsync("one key"), 201)).GetProperty("id").GetString();
        await ApiServer.ReadAsync(await PostAsync("one key"), 201);
        for (var n = 0; n < 2; n++) using (await api.Client.PostAsync($"/v1/parses/{id}/cancel", null)) { }

        Assert.Equal((1, 1), (meters.Sum(Creates, "result=created"), meters.Sum(Creates, "result=joined")));
        Assert.Equal((1, 1), (meters.Sum(Cancels, "result=accepted"), meters.Sum(Cancels, "result=already_terminal")));
        Assert.Equal(1, meters.Sum("parseworker.parses.ended", "status=cancelled"));

        Task<HttpResponseMessage> PostAsync(string key) =>
            api.PostAsync(body, request => request.Headers.Add("Idempotency-Key", key));
    }
}
