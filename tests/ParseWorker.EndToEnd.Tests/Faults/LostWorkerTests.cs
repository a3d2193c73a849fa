using System.Text;
using ParseWorker.Testing;
using ParseWorker.Testing.Documents;
using ParseWorker.Testing.Faults;

namespace ParseWorker.EndToEnd.Tests.Faults;

/// <summary>Workers die, drain and freeze; the parse goes on, and a cancel is kept.</summary>
public sealed class LostWorkerTests(ServiceFixture service)
{
    [Fact]
    public async Task Kill_RightAfterTheClaim_IsStartedAgainByTheNext()
    {
        await using var first = await service.StartWorkerAsync();
        await using var gate = await StatementGate.CloseAsync(service.Database, "parseworker.parses", "after update",
            "new.status = 'in_progress'");
        var created = await service.Client.CreateAsync(Encoding.UTF8.GetBytes("Claimed by a worker that dies of it."), "claimed.txt");
        await gate.ReachedAsync();
        await first.KillAsync();

        // The server goes on with a statement whose client is gone: the attempt is granted to nobody.
        await gate.OpenAsync();
        await using var second = await service.StartWorkerAsync();

        var histories = await service.HistoriesAsync();
        Assert.Equal("created queued claimed taken_back claimed completed", histories[created.Id()]);
    }

    [Fact]
    public async Task Kill_BeforeTheFinalWrite_IsEndedByTheNextWithThePagesThatAreThere()
    {
        await using var first = await service.StartWorkerAsync();
        var (id, gate) = await HoldFinalWriteAsync();
        await using (gate)
        {
            await first.KillAsync();
            await gate.RefuseAsync();
        }

        Assert.Equal(3, await service.PagesDoneAsync(id));
        await using var second = await service.StartWorkerAsync();

        var histories = await service.HistoriesAsync();
        Assert.Equal("created queued claimed taken_back claimed completed", histories[id]);
        Assert.Equal(["One.", "Two.", "Three."], (await service.Client.GetAsync(id)).Pages());
    }

    [Fact]
    public async Task Kill_AfterTheFinalWriteWasSent_IsTheEnding()
    {
        await using var first = await service.StartWorkerAsync();
        var (id, gate) = await HoldFinalWriteAsync();
        await using (gate)
        {
            await first.KillAsync();
            await gate.OpenAsync();
        }

        await using var second = await service.StartWorkerAsync();

        var histories = await service.HistoriesAsync();
        Assert.Equal("created queued claimed completed", histories[id]);
    }

    [Fact]
    public async Task KillOfTheWorker_MidWay_IsFinishedByTheNextFromTheFirstMissingPage()
    {
        await using var first = await service.StartWorkerAsync();
        var id = await service.StartParsingAsync(LongPdf.Bytes);
        await first.KillAsync();
        var (done, rows) = await PagesAsync(id);

        await using var second = await service.StartWorkerAsync();

        Assert.Equal("created queued claimed taken_back claimed completed", (await service.HistoriesAsync())[id]);
        Assert.InRange(done, 1, LongPdf.Pages - 1);
        await IsWholeAsync(id, done, rows);
    }

    [Fact]
    public async Task Kill_WithAnotherWorkerThere_RunsElsewhereSoonAfterTheLease()
    {
        await using var first = await service.StartWorkerAsync();
        var id = await service.StartParsingAsync(LongPdf.Bytes);
        await using var second = await service.StartWorkerAsync();
        await first.KillAsync();
        var killedAt = await service.Database.ScalarAsync<DateTime>("select now()");

        Assert.Equal("created queued claimed taken_back claimed completed", (await service.HistoriesAsync())[id]);
        var waited = await service.Database.ScalarAsync<TimeSpan>(
            "select max(at) - $2 from parseworker.parse_events where parse_id = $1 and kind = 'claimed'", id, killedAt);
        Assert.InRange(waited, TimeSpan.Zero, 5 * (ServiceFixture.Lease + TimeSpan.FromSeconds(2)));
    }

    [Fact]
    public async Task Cancel_AfterTheWorkerDied_IsKeptByTheNext()
    {
        await using var first = await service.StartWorkerAsync();
        var id = await service.StartParsingAsync(LongPdf.Bytes);
        await first.KillAsync();
        var asked = await service.Client.CancelAsync(id);
        Assert.NotNull(asked["cancellation"]);

        await using var second = await service.StartWorkerAsync();

        var histories = await service.HistoriesAsync();
        Assert.Equal("created queued claimed cancel_requested cancelled", histories[id]);
    }

    [Fact]
    public async Task Sigterm_WhileItRuns_HandsBackUnspent()
    {
        await using var first = await service.StartWorkerAsync();
        var id = await service.StartParsingAsync(LongPdf.Bytes);

        Assert.Equal(0, await first.StopAsync());
        var (done, rows) = await PagesAsync(id);

        await using var second = await service.StartWorkerAsync();
        var histories = await service.HistoriesAsync();
        Assert.Equal("created queued claimed handed_back claimed completed", histories[id]);
        await IsWholeAsync(id, done, rows);
        Assert.Equal(0, await service.Database.ScalarAsync<int>("select attempts_spent from parseworker.parses where id = $1", id));
    }

    [Fact]
    public async Task Cancel_WhileTheWorkerDrains_IsHonouredAndTheOtherParseHandedBack()
    {
        await using var first = await service.StartWorkerAsync(("Worker__DrainTime", "00:00:03"));
        var cancelled = await service.StartParsingAsync(LongPdf.Bytes);
        var other = await service.StartParsingAsync(LongPdf.Bytes);
        first.Terminate();
        await first.WaitForLineAsync("Draining: 2 parses");
        first.FreezeEngines();

        await service.Client.CancelAsync(cancelled);

        Assert.Equal(0, await first.WaitForExitAsync());
        await using var second = await service.StartWorkerAsync();
        var histories = await service.HistoriesAsync();
        Assert.Equal("created queued claimed cancel_requested cancel_observed cancelled", histories[cancelled]);
        Assert.Equal("created queued claimed handed_back claimed completed", histories[other]);
    }

    [Fact]
    public async Task Freeze_PastTheLease_ThenThaw_WritesNothingStale()
    {
        await using var first = await service.StartWorkerAsync();
        var id = await service.StartParsingAsync(LongPdf.Bytes);
        first.Freeze();

        await using var second = await service.StartWorkerAsync();
        await Eventually.BecomesAsync(
            () => service.Database.ScalarAsync<int>("select attempt from parseworker.parses where id = $1", id), attempt => attempt == 2);
        first.Thaw();

        // It has tried to write by then, as the attempt that it believes to have.
        await first.WaitForLineAsync($"{id}, attempt 1: no longer ours, nothing is written");
        Assert.Equal("created queued claimed taken_back claimed completed", (await service.HistoriesAsync())[id]);
        Assert.Equal(LongPdf.Pages, (await service.Client.GetAsync(id)).Pages().Distinct().Count());
    }

    /// <summary>How many pages are stored, and which rows they are: a page that is written again is another row.</summary>
    private async Task<(int Done, string Rows)> PagesAsync(string id)
    {
        var done = await service.PagesDoneAsync(id);
        return (done, await RowsAsync(id, done));
    }

    private Task<string> RowsAsync(string id, int done) => service.Database.ScalarAsync<string>(
        "select string_agg(concat_ws(' ', number, xmin, ctid), ',' order by number) from parseworker.parse_pages where parse_id = $1 and "
        + "number <= $2", id, done);

    /// <summary>All pages are there, and those that an earlier attempt had stored are its own still.</summary>
    private async Task IsWholeAsync(string id, int done, string rows)
    {
        var pages = (await service.Client.GetAsync(id)).Pages();
        Assert.Equal(LongPdf.Pages, pages.Distinct().Count());
        Assert.Equal(LongPdf.Pages, pages.Count);
        Assert.Equal(rows, await RowsAsync(id, done));
    }

    /// <summary>A parse of three pages whose worker has sent its ending, and does not know whether it arrived.</summary>
    private async Task<(string Id, StatementGate Gate)> HoldFinalWriteAsync()
    {
        var gate = await StatementGate.CloseAsync(service.Database, "parseworker.parses", "before update", "new.status = 'completed'");
        var created = await service.Client.CreateAsync(SampleDocuments.Pdf("One.", "Two.", "Three."), "three.pdf");
        await gate.ReachedAsync();
        return (created.Id(), gate);
    }
}
