using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ParseWorker.Core.Parses;
using ParseWorker.Testing;
using ParseWorker.Worker.Cancellation;
using ParseWorker.Worker.Hosting;
using ParseWorker.Worker.Tests.Kit;

namespace ParseWorker.Worker.Tests.Cancellation;

/// <summary>What the cancellation monitor costs the real database, counted where the driver sends it.</summary>
public sealed class StatementCountTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    /// <summary>Npgsql logs every statement it has run under this id.</summary>
    private const int StatementRun = 2001;

    [Fact]
    public async Task Monitor_FiftyParsesRunning_SendsOneQueryATickAndOneRenewalEveryThirdOfTheLease()
    {
        var time = new FakeTimeProvider();
        await using var worker = await WorkerHarness.StartAsync(database, services =>
        {
            Polling.Only(services);
            services.Configure<WorkerOptions>(options => options.PollInterval = TimeSpan.FromSeconds(1));
            services.AddSingleton<TimeProvider>(time);
        });
        var attempts = new List<AttemptKey>();
        for (var i = 0; i < 50; i++) attempts.Add(await worker.Parses.InProgressAsync());
        var before = Statements(worker).Count;
        var running = attempts.Select(key => Register(worker, key)).ToList();

        for (var second = 1; second <= 15; second++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            var expected = second + (second / 5);
            await Eventually.IsTrueAsync(() => Statements(worker).Count - before >= expected);
        }

        var sent = Statements(worker).Skip(before).ToList();
        Assert.Equal(15, sent.Count(text =>
            text.Contains("cancel_requested_at is not null as cancel_requested", StringComparison.Ordinal)));
        Assert.Equal(3, sent.Count(text => text.Contains("set lease_expires_at = now()", StringComparison.Ordinal)));
        Assert.Equal(18, sent.Count);
        Assert.All(running, parse => Assert.False(parse.Token.IsCancellationRequested));
    }

    private static RunningAttempt Register(WorkerHarness worker, AttemptKey key)
    {
        var running = worker.Running.Add(key.Id);
        running.Granted(key);
        return running;
    }

    private static IReadOnlyList<string> Statements(WorkerHarness worker) => worker.Log.Texts(StatementRun);
}
