using ParseWorker.Worker.Engines;
using ParseWorker.Worker.Tests.Kit;

namespace ParseWorker.Worker.Tests.Telemetry;

/// <summary>What engine hosts are measured by.</summary>
[Trait("Needs", "Hosts")]
public sealed class EngineMetricsTests
{
    private const string Kills = "parseworker.engine.kills";

    [Fact]
    public async Task Run_HostThatIgnoresItsStop_CountsOneForcedKill()
    {
        await using var deaf = FakeHost.OpenedScript("exec sleep 1000");
        deaf.Options.Grace = TimeSpan.FromMilliseconds(50);
        using var stop = new CancellationTokenSource();
        var running = await deaf.OpenAsync(stop);

        await stop.CancelAsync();
        await Assert.ThrowsAsync<EngineKilledException>(() => running);

        Assert.Equal(1, deaf.Meters.Sum(Kills, "reason=grace"));
    }

    [Fact]
    public async Task Run_HostPassesItsMemory_CountsThatKill()
    {
        await using var host = FakeHost.OpenedScript("exec sleep 1000");
        using var stop = new CancellationTokenSource();
        var running = await host.OpenAsync(stop);

        host.Options.MemoryLimitMb = 0;
        await Assert.ThrowsAsync<EngineOutOfMemoryException>(() => running);

        Assert.Equal(1, host.Meters.Sum(Kills, "reason=memory"));
    }

    [Fact]
    public async Task Run_ToItsEnd_ShowsMemoryAndProcessorTimeAndNoKill()
    {
        await using var host = FakeHost.Faulty("A page.");

        await host.RunAsync();

        Assert.True(host.Meters.Look("parseworker.engine.memory") > 1024 * 1024);
        Assert.True(host.Meters.Sum("parseworker.engine.cpu_time") > 0);
        await host.Pool.DisposeAsync();
        Assert.Equal(0, host.Meters.Look("parseworker.engine.memory"));
        Assert.All(["grace", "unopened", "silent"], reason => Assert.Equal(0, host.Meters.Sum(Kills, $"reason={reason}")));
    }
}
