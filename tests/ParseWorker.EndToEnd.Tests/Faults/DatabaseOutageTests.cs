using System.Text;
using ParseWorker.Testing;
using ParseWorker.Testing.Documents;
using ParseWorker.Testing.Faults;
using ParseWorker.Testing.Processes;

namespace ParseWorker.EndToEnd.Tests.Faults;

/// <summary>PostgreSQL crashes, or is away for long: no attempt is spent, and work flows again by itself.</summary>
public sealed class DatabaseOutageTests(ClusterFixture service) : IClassFixture<ClusterFixture>
{
    [Fact]
    public async Task Crash_UnderLoad_EndsEveryParseThatWasAccepted()
    {
        await using var worker = await service.StartWorkerAsync();
        var running = await service.StartParsingAsync(LongPdf.Bytes);
        var cancelled = await service.StartParsingAsync(LongPdf.Bytes);
        var creating = Task.WhenAll(Enumerable.Range(0, 12).Select(CreateAsync));
        worker.FreezeEngines();

        await service.CrashAndRestartAsync();
        await CancelAsync(cancelled);
        worker.ThawEngines();

        var created = await creating;
        var histories = await service.HistoriesAsync();
        Assert.EndsWith(" completed", histories[running], StringComparison.Ordinal);
        Assert.EndsWith(" cancelled", histories[cancelled], StringComparison.Ordinal);
        Assert.All(created, id => Assert.EndsWith(" completed", histories[id], StringComparison.Ordinal));

        // A create whose answer was lost is joined by its retry: as many parses as documents.
        Assert.Equal(created.Length, created.Distinct().Count());
        Assert.Equal(created.Length + 2, histories.Count);
        await NothingWasSpentAsync();
    }

    [Fact]
    public async Task Outage_LongerThanALease_SpendsNoAttemptAndWedgesNothing()
    {
        await using var first = await service.StartWorkerAsync(("Worker__Slots", "1"));
        var one = await service.StartParsingAsync(LongPdf.Bytes);
        first.FreezeEngines();
        await using var second = await service.StartWorkerAsync(("Worker__Slots", "1"));
        var other = await service.StartParsingAsync(LongPdf.Bytes);
        second.FreezeEngines();
        var waiting = await service.Client.CreateAsync(Encoding.UTF8.GetBytes("Waits for a slot."), "waiting.txt");

        await service.BeAwayPastEveryLeaseAsync(() => GiveUpAsync(first, second));

        // Every slot of both workers still works, and the attempts that were given up are made up for.
        var after = await Task.WhenAll(Enumerable.Range(0, 6).Select(CreateAsync));
        var histories = await service.HistoriesAsync();
        Assert.All([one, other], id => Assert.Equal("created queued claimed handed_back claimed completed", histories[id]));
        Assert.All([waiting.Id(), .. after], id => Assert.Equal("created queued claimed completed", histories[id]));
    }

    [Fact]
    public async Task Crash_BehindThePooler_RunsOnInTheSameAttempt()
    {
        await using var pooler = await PgBouncer.StartAsync(service.Database.ConnectionString);
        await using var worker = await service.StartWorkerAsync([.. Pooled(pooler), ("Worker__Lease", "00:00:30")]);
        await using var gate = await StatementGate.CloseAsync(service.Database, "parseworker.parses", "before update",
            "new.pages_done > 100");
        string[] running = [await service.StartParsingAsync(LongPdf.Bytes), await service.StartParsingAsync(LongPdf.Bytes)];
        await gate.ReachedAsync(statements: running.Length);

        await service.CrashAndRestartAsync();

        // The writes that were under way met what PgBouncer says of a server that is gone, and were repeated.
        foreach (var id in running) await worker.WaitForLineAsync($"The database failed {id}, attempt 1");
        var histories = await service.HistoriesAsync();
        Assert.All(running, id => Assert.Equal("created queued claimed completed", histories[id]));
    }

    [Fact]
    public async Task Outage_BehindThePooler_SpendsNoAttempt()
    {
        await using var pooler = await PgBouncer.StartAsync(service.Database.ConnectionString);
        await using var worker = await service.StartWorkerAsync(Pooled(pooler));
        string[] running = [await service.StartParsingAsync(LongPdf.Bytes), await service.StartParsingAsync(LongPdf.Bytes)];
        worker.FreezeEngines();

        await service.BeAwayPastEveryLeaseAsync(() => GiveUpAsync(worker));

        var histories = await service.HistoriesAsync();
        Assert.All(running, id => Assert.Equal("created queued claimed handed_back claimed completed", histories[id]));
        await NothingWasSpentAsync();
    }

    private static async Task GiveUpAsync(params WorkerProcess[] workers)
    {
        foreach (var worker in workers) await worker.WaitForLineAsync(": LeaseLost");
    }

    private (string Name, string Value)[] Pooled(PgBouncer pooler) =>
        [("ConnectionStrings__Main", pooler.ConnectionString), ("ConnectionStrings__Direct", service.Database.ConnectionString)];

    /// <summary>Sends the create as client libraries do: the same bytes again, until it is answered.</summary>
    private async Task<string> CreateAsync(int number)
    {
        var document = SampleDocuments.Pdf($"Load {number}, page 1.", $"Load {number}, page 2.");
        return (await PersistAsync(() => service.Client.PostAsync(document, $"{number}.pdf"))).Record().Id();
    }

    private Task<Answer> CancelAsync(string id) => PersistAsync(() => service.Client.SendAsync(HttpMethod.Post, $"v1/parses/{id}/cancel"));

    private static Task<Answer> PersistAsync(Func<Task<Answer>> request) =>
        Eventually.BecomesAsync<Answer>(request, answer => (int)answer.Status < 500, TimeSpan.FromSeconds(60));

    private async Task NothingWasSpentAsync()
    {
        var histories = await service.HistoriesAsync();
        Assert.All(histories.Values, history => Assert.DoesNotMatch("retried|taken_back", history));
        Assert.Equal(0, await service.Database.ScalarAsync<long>(
            "select coalesce(sum(attempts_spent + workers_lost), 0) from parseworker.parses"));
    }
}
