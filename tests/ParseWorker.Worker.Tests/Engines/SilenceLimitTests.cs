using Microsoft.Extensions.Time.Testing;
using ParseWorker.Testing;
using ParseWorker.Worker.Engines;
using ParseWorker.Worker.Engines.Linux;
using ParseWorker.Worker.Engines.Processes;
using ParseWorker.Worker.Tests.Kit;

namespace ParseWorker.Worker.Tests.Engines;

public sealed class SilenceLimitTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new();
    private TimeSpan _used;
    private bool _wanting = true;
    private int _over;

    [Theory]
    [InlineData(1.0, 30)] // it has a processor of its own, and hangs
    [InlineData(2.0, 30)] // or two
    [InlineData(0.5, 60)]
    [InlineData(0.2, 150)]
    [InlineData(0.02, 300)] // starved; but not for ever
    public async Task Over_HostWantsAProcessor_CountsWhatItGetsUpToTenTimesTheLimit(double share, int seconds)
    {
        await using var limit = Begin();

        Assert.Equal(seconds, SecondsUntilItIsOver(share));
    }

    [Fact]
    public async Task Over_HostWaitsForSomethingElse_CountsWhatGoesBy()
    {
        _wanting = false;
        await using var limit = Begin();

        Assert.Equal(30, SecondsUntilItIsOver(share: 0));
    }

    [Fact]
    public async Task Over_StarvedAtFirstThenHangs_CountsFromThere()
    {
        await using var limit = Begin();
        for (var i = 0; i < 100; i++) _time.Advance(HostTime.LookEvery);
        Assert.Equal(0, _over);

        _wanting = false;

        Assert.Equal(30, SecondsUntilItIsOver(share: 0));
    }

    [Fact]
    public async Task Over_TimeGoesOn_IsSaidOnce()
    {
        await using var limit = Begin();

        for (var i = 0; i < 1000; i++) _time.Advance(HostTime.LookEvery);

        Assert.Equal(1, _over);
    }

    // The worker was stopped, or its machine: the host may have answered long ago.
    [Fact]
    public async Task Over_WorkerItselfDidNotRun_CountsALookOrTwo()
    {
        _wanting = false;
        await using var limit = Begin();

        for (var i = 0; i < 10; i++) _time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(0, _over);
    }

    [Fact]
    public async Task Dispose_BeforeTheLimit_IsNeverOver()
    {
        await Begin().DisposeAsync();

        _time.Advance(100 * Limit);

        Assert.Equal(0, _over);
    }

    [Fact]
    public async Task Start_HostNeverSaysThatItIsReady_IsEndedAndBlamesNoDocument()
    {
        await using var host = FakeHost.RawScript("exec sleep 1000");
        host.PoolTime = _time;
        var running = host.RunAsync();
        await FakeHost.SleepsAsync(await host.ProcessIdAsync());

        // Its silence counts from when the worker waits for it, which may be after it has begun to sleep.
        await PassesUntilAsync(() => running.IsCompleted);

        var failure = await Assert.ThrowsAsync<EngineNotStartedException>(() => running);
        Assert.Contains("did not answer in time", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProcessorUseOf_ProcessThatSpins_WantsMoreAndIsCharged()
    {
        await using var host = FakeHost.RawScript("while :; do :; done");
        _ = host.Pool.StartAsync(TestContext.Current.CancellationToken);
        var id = await host.ProcessIdAsync();

        var use = await Eventually.BecomesAsync(() => ProcessTree.ProcessorUseOf(id), use => use.Used > TimeSpan.FromMilliseconds(50));

        Assert.True(use.Wanting);
    }

    // Its clock goes a hundred times as fast as the machine: what the host gets of a processor is next to nothing by that clock.
    [Fact]
    public async Task Run_HostWantsAProcessorAndGetsLittle_SaysHowLongItWaited()
    {
        await using var host = FakeHost.OpenedScript("while :; do :; done");
        var starved = new Starvation();
        using var stop = new CancellationTokenSource();
        var running = host.Run(stop, starved: starved, time: _time).ToListAsync(CancellationToken.None).AsTask();

        await PassesUntilAsync(() => starved.Total > TimeSpan.FromSeconds(30));

        await stop.CancelAsync();
        await PassesUntilAsync(() => running.IsCompleted);
        await Assert.ThrowsAsync<EngineKilledException>(() => running);
    }

    [Fact]
    public async Task Run_HostWaitsForSomethingElse_IsNotStarved()
    {
        await using var host = FakeHost.OpenedScript("exec sleep 1000");
        var starved = new Starvation();
        using var stop = new CancellationTokenSource();
        var running = host.Run(stop, starved: starved, time: _time).ToListAsync(CancellationToken.None).AsTask();
        await FakeHost.SleepsAsync(await host.ProcessIdAsync());
        var reports = starved.Reports;
        var total = starved.Total;

        await PassesUntilAsync(() => starved.Reports > reports + 20);

        Assert.InRange(starved.Total - total, TimeSpan.Zero, 2 * HostTime.LookEvery);
        await stop.CancelAsync();
        await PassesUntilAsync(() => running.IsCompleted);
        await Assert.ThrowsAsync<EngineKilledException>(() => running);
    }

    [Fact]
    public async Task ProcessorUseOf_ProcessThatSleeps_WantsNothing()
    {
        await using var host = FakeHost.RawScript("exec sleep 1000");
        _ = host.Pool.StartAsync(TestContext.Current.CancellationToken);

        await FakeHost.SleepsAsync(await host.ProcessIdAsync());
    }

    private Task PassesUntilAsync(Func<bool> condition) => Eventually.IsTrueAsync(() =>
    {
        _time.Advance(HostTime.LookEvery);
        return condition();
    });

    private SilenceLimit Begin() => new(_time, Limit, () => new ProcessorUse(_used, _wanting), () => _over++);

    private int SecondsUntilItIsOver(double share)
    {
        var seconds = 0;
        for (; _over == 0; seconds++)
        {
            _used += share * HostTime.LookEvery;
            _time.Advance(HostTime.LookEvery);
        }

        return seconds;
    }

    private sealed class Starvation : IProgress<TimeSpan>
    {
        private long _ticks;
        private int _reports;

        public TimeSpan Total => TimeSpan.FromTicks(Interlocked.Read(ref _ticks));

        public int Reports => Volatile.Read(ref _reports);

        public void Report(TimeSpan value)
        {
            Interlocked.Add(ref _ticks, value.Ticks);
            Interlocked.Increment(ref _reports);
        }
    }
}
