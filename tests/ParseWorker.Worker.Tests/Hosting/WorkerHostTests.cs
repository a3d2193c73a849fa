using Microsoft.Extensions.DependencyInjection;
using ParseWorker.Core.Admission;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;
using ParseWorker.Testing;
using ParseWorker.Worker.Jobs;
using ParseWorker.Worker.Tests.Kit;

namespace ParseWorker.Worker.Tests.Hosting;

/// <summary>The whole worker with the real Hangfire and the real database; only its engine is the test's.</summary>
[Trait("Needs", "Hosts")]
public sealed class WorkerHostTests : HostedWorkerTests
{
    [Fact]
    public async Task Run_AdmittedParse_IsClaimedAndCompleted()
    {
        await using var host = await StartAsync();
        var id = await Parses(host).PendingAsync();

        await BecomesAsync(id, ParseStatus.Completed);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Run_WithAndWithoutNotifications_HearsACancel(bool notifications)
    {
        await using var host = await StartAsync(("Notifications:Enabled", $"{notifications}"));
        var (id, _) = await RunningAsync(host);

        await host.Services.GetRequiredService<IParseStore>().RequestCancelAsync(TestParses.Environment, id, "tester",
            CancellationToken.None);

        await BecomesAsync(id, ParseStatus.Cancelled);
        Assert.Equal(
            notifications ? 2 : 0, // of cancels, and of new jobs
            await Database.ScalarAsync<long>(
                "select count(*) from pg_stat_activity where datname = current_database() and query ilike 'listen%'"));
    }

    [Fact]
    public async Task Stop_ParseEndsWithinTheDrainTime_Completes()
    {
        await using var host = await StartAsync();
        var (id, gate) = await RunningAsync(host);

        var stopping = host.StopAsync(TestContext.Current.CancellationToken);
        await Eventually.IsTrueAsync(() => host.Services.GetRequiredService<Drain>().Begun);
        gate.Open();
        await stopping;

        Assert.Equal(ParseStatus.Completed, (await FindAsync(id)).Status);
    }

    [Fact]
    public async Task Stop_ParseOutlastsTheDrainTime_IsHandedBackUnspent()
    {
        await using var host = await StartAsync(("Worker:DrainTime", "00:00:00.300"));
        var (id, _) = await RunningAsync(host);

        await host.StopAsync(TestContext.Current.CancellationToken);

        var parse = await FindAsync(id);
        Assert.Equal((ParseStatus.Queued, 0, null), (parse.Status, parse.AttemptsSpent, parse.Error));
        Assert.Equal(1L, await Database.ScalarAsync<long>(
            "select count(*) from hangfire.jobqueue where queue = 'a-resume' and fetchedat is null"));
        Assert.Equal(0L, await Database.ScalarAsync<long>("select count(*) from hangfire.state where name in ('Failed', 'Scheduled')"));
    }

    [Fact]
    public async Task Stop_UserCancelsWhileDraining_IsCancelled()
    {
        await using var host = await StartAsync();
        var (id, _) = await RunningAsync(host);

        var stopping = host.StopAsync(TestContext.Current.CancellationToken);
        await Eventually.IsTrueAsync(() => host.Services.GetRequiredService<Drain>().Begun);
        await host.Services.GetRequiredService<IParseStore>().RequestCancelAsync(TestParses.Environment, id, "tester",
            CancellationToken.None);
        await stopping;

        Assert.Equal(ParseStatus.Cancelled, (await FindAsync(id)).Status);
    }

    [Fact]
    public async Task Stop_QueuedParses_AreNotClaimedAnyMore()
    {
        await using var host = await StartAsync(("Worker:Slots", "1"));
        var (id, gate) = await RunningAsync(host);

        var stopping = host.StopAsync(TestContext.Current.CancellationToken);
        await Eventually.IsTrueAsync(() => host.Services.GetRequiredService<Drain>().Begun);
        var later = await Parses(host).PendingAsync();
        await host.Services.GetRequiredService<ParseDispatcher>().AdmitAsync(TestParses.Environment, CancellationToken.None);
        gate.Open();
        await stopping;

        Assert.Equal(ParseStatus.Completed, (await FindAsync(id)).Status);
        Assert.Equal((ParseStatus.Queued, 0), ((await FindAsync(later)).Status, (await FindAsync(later)).Attempt));
        Assert.Empty(await ReadLiveAsync());
    }

    // Everything that has a slot is the first environment's, and much of its waits; the second one's runs all the same.
    [Fact]
    public async Task Run_EverySlotIsANeighbours_StartsTheFirstParseOfAnother()
    {
        await using var host = await StartAsync(("Worker:Slots", "1"));
        var (id, gate) = await RunningAsync(host);
        for (var n = 0; n < 3; n++) await Parses(host).PendingAsync();
        Engine.Script = (request, _) => GateEngine.Pages(request.FirstPage, 3);

        var other = await Parses(host).PendingAsync("another");

        await Eventually.BecomesAsync(() => StatusAsync(other), status => status == "completed");
        Assert.Equal((ParseStatus.InProgress, 2), ((await FindAsync(id)).Status, Engine.Requests.Count));
        gate.Open();
        await BecomesAsync(id, ParseStatus.Completed);
    }

    [Fact]
    public async Task Run_LeaseIsLive_RequeueInTheDashboardDisturbsNothing()
    {
        await using var host = await StartAsync();
        var (id, gate) = await RunningAsync(host);

        host.Services.GetRequiredService<IParseQueue>().Enqueue(new QueuedParse(id, 1, TestParses.Environment));
        await Eventually.BecomesAsync(() => Database.ScalarAsync<long>("select count(*) from hangfire.job where statename = 'Succeeded'"),
            count => count == 1);
        gate.Open();

        await BecomesAsync(id, ParseStatus.Completed);
        Assert.Equal((1, 1), ((await FindAsync(id)).Attempt, Engine.Requests.Count));
    }

    [Fact]
    public async Task Start_OldSchema_IsRefused()
    {
        await Database.ExecuteAsync("delete from parseworker.schema_versions");

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync());

        Assert.Contains("deploy/up", refusal.Message, StringComparison.Ordinal);
    }
}
