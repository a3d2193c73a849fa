using ParseWorker.Worker.Engines.Pool;
using ParseWorker.Worker.Tests.Kit;

namespace ParseWorker.Worker.Tests.Engines;

/// <summary>What goes wrong with one host costs the pool nothing else.</summary>
public sealed class HostPoolFaultTests
{
    private const int NotReaped = 4411;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Dispose_ChecksOfTheRunFail_GivesTheSlotBack()
    {
        await using var host = Sleeper();
        var run = new HostRun(await host.Pool.RentAsync(Token), host.Pool, host.Options, starved: null, new BrokenTime());

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await run.DisposeAsync());

        // Only a free slot has a host started ahead for it.
        await host.IdleAsync();
    }

    [Fact]
    public async Task Stop_AHostCouldNotBeReaped_SaysSoAndStops()
    {
        await using var host = Sleeper();
        var rented = await host.Pool.RentAsync(Token);
        await rented.DisposeAsync(); // a second time it fails

        host.Pool.Return(rented, reusable: false);
        await host.Pool.StopAsync(Token);

        Assert.Equal(1, host.Log.Count(NotReaped));
    }

    private static FakeHost Sleeper() => FakeHost.RawScript($"{FakeHost.GetsReady}\nexec sleep 1000");

    private sealed class BrokenTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            throw new InvalidOperationException("The test's clock has no timers.");
    }
}
