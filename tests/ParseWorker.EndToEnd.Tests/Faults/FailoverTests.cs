using System.Text;
using ParseWorker.Testing;
using ParseWorker.Testing.Documents;
using ParseWorker.Testing.Processes;

namespace ParseWorker.EndToEnd.Tests.Faults;

/// <summary>The primary dies and its standby is promoted: the same processes go on, and nothing that was answered is lost.</summary>
public sealed class FailoverTests(StandbyFixture service) : IClassFixture<StandbyFixture>
{
    [Fact]
    public async Task Failover_WhileParsesRunAndWait_EndsThemAndTakesNewOnes()
    {
        await using var worker = await service.StartWorkerAsync(("Worker__Slots", "1"));
        var running = await service.StartParsingAsync(LongPdf.Bytes);
        worker.FreezeEngines();
        var waiting = (await service.Client.CreateAsync(Encoding.UTF8.GetBytes("It waits for the slot."), "waiting.txt")).Id();

        await service.FailOverAsync();
        worker.ThawEngines();

        var created = await Eventually.BecomesAsync<Answer>(
            () => service.Client.PostAsync(SampleDocuments.Pdf("On the new primary."), "new.pdf"),
            answer => (int)answer.Status < 500, TimeSpan.FromSeconds(60));
        var histories = await service.HistoriesAsync(TimeSpan.FromSeconds(90));
        Assert.Matches("^created queued claimed (handed_back claimed )?completed$", histories[running]);
        Assert.Equal("created queued claimed completed", histories[waiting]);
        Assert.Equal("created queued claimed completed", histories[created.Record().Id()]);
        Assert.Equal(0, await service.Database.ScalarAsync<long>(
            "select coalesce(sum(attempts_spent + workers_lost), 0) from parseworker.parses"));
    }
}
