using ParseWorker.Testing;

namespace ParseWorker.EndToEnd.Tests.Faults;

/// <summary>The session that listens for cancels is cut off: polling notices the next one, and listening comes back.</summary>
public sealed class DeafWorkerTests(ServiceFixture service)
{
    private const string Listeners = "datname = current_database() and query = 'listen parse_cancel_requested'";

    [Fact]
    public async Task Cancel_RightAfterTheListenerWasCut_IsKept()
    {
        await using var worker = await service.StartWorkerAsync();
        var id = await service.StartParsingAsync(LongPdf.Bytes);
        worker.FreezeEngines();

        await CutAsync();
        await service.Client.CancelAsync(id);

        var histories = await service.HistoriesAsync();
        Assert.Equal("created queued claimed cancel_requested cancel_observed cancelled", histories[id]);
    }

    [Fact]
    public async Task Cancel_AfterTheListenerCameBack_IsToldByNotification()
    {
        // Polls are further apart than this test may take: only a notification can bring the cancel in time.
        await using var worker = await service.StartWorkerAsync(("Worker__Lease", "00:03:00"), ("Worker__PollInterval", "00:00:30"));
        var id = await service.StartParsingAsync(LongPdf.Bytes);
        worker.FreezeEngines();
        await CutAsync();
        await Eventually.BecomesAsync(CountAsync, count => count == 1);

        await service.Client.CancelAsync(id);

        await service.Client.EndsAsync(id, TimeSpan.FromSeconds(20));
        var histories = await service.HistoriesAsync();
        Assert.Equal("created queued claimed cancel_requested cancel_observed cancelled", histories[id]);
    }

    private async Task CutAsync() => Assert.NotEqual(0, await service.Database.ScalarAsync<long>(
        $"select count(pg_terminate_backend(pid, 10000)) from pg_stat_activity where {Listeners}"));

    private Task<long> CountAsync() => service.Database.ScalarAsync<long>($"select count(*) from pg_stat_activity where {Listeners}");
}
