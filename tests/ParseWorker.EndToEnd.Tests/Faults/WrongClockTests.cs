using System.Text;
using ParseWorker.Testing.Faults;
using ParseWorker.Testing.Processes;

namespace ParseWorker.EndToEnd.Tests.Faults;

/// <summary>An API an hour ahead, a worker an hour behind and one an hour ahead: only the database's clock decides anything.</summary>
public sealed class WrongClockTests(ServiceFixture service)
{
    [Fact]
    public async Task Clocks_AnHourApart_LoseAndCancelNothing()
    {
        await using var api = await service.StartApiAsync(Clock.Shifted("+3600"));
        using var client = service.ClientOf(api);
        await using var behind = await service.StartWorkerAsync(Clock.Shifted("-3600"));
        var lost = await service.StartParsingAsync(LongPdf.Bytes, client);
        var cancelled = await service.StartParsingAsync(LongPdf.Bytes, client);
        behind.FreezeEngines();
        await client.CancelAsync(cancelled);
        await service.Client.EndsAsync(cancelled);
        await behind.KillAsync();

        await using var ahead = await service.StartWorkerAsync(Clock.Shifted("+3600"));
        var answered = await client.PostAsync(Encoding.UTF8.GetBytes("Answered with its text."), "sync.txt", background: false);

        var histories = await service.HistoriesAsync();
        Assert.Equal("created queued claimed taken_back claimed completed", histories[lost]);
        Assert.Equal("created queued claimed cancel_requested cancel_observed cancelled", histories[cancelled]);
        Assert.Equal("created queued claimed completed", histories[answered.Record().Id()]);

        // The clocks were wrong, or all this shows nothing.
        Assert.InRange(await AheadAsync(api), TimeSpan.FromMinutes(50), TimeSpan.FromMinutes(70));
    }

    [Fact]
    public async Task Clocks_AnHourApart_HandOverWithoutDelay()
    {
        await using var api = await service.StartApiAsync(Clock.Shifted("-3600"));
        using var client = service.ClientOf(api);
        await using var ahead = await service.StartWorkerAsync(Clock.Shifted("+3600"));
        var id = await service.StartParsingAsync(LongPdf.Bytes, client);
        ahead.FreezeEngines();
        Assert.Equal(0, await ahead.StopAsync());

        await using var behind = await service.StartWorkerAsync(Clock.Shifted("-3600"));

        var histories = await service.HistoriesAsync();
        Assert.Equal("created queued claimed handed_back claimed completed", histories[id]);
    }

    private static async Task<TimeSpan> AheadAsync(ApiProcess api)
    {
        using var http = new HttpClient { BaseAddress = api.Address };
        using var answer = await http.GetAsync(new Uri("health/live", UriKind.Relative), TestContext.Current.CancellationToken);
        return answer.Headers.Date!.Value - TimeProvider.System.GetUtcNow();
    }
}
