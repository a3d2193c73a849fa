using ParseWorker.Core.Engines;
using ParseWorker.Worker.Engines;
using ParseWorker.Worker.Tests.Kit;

namespace ParseWorker.Worker.Tests.Engines;

/// <summary>What a parser does to the project's own host: its document fails alone, and the next one has a host.</summary>
[Trait("Needs", "Hosts")]
public sealed class HostFaultTests
{
    [Theory]
    [InlineData("abort")]
    [InlineData("segfault")]
    [InlineData("overflow")]
    public async Task Run_EngineCrashes_IsACrashOfThatDocument(string fault)
    {
        await using var host = FakeHost.Faulty("id", "hang");
        host.Slots = 2;
        await using var neighbour = host.Run().GetAsyncEnumerator(CancellationToken.None);
        await neighbour.MoveNextAsync();
        await neighbour.MoveNextAsync();
        host.Put("first page", fault);

        await Assert.ThrowsAsync<EngineCrashedException>(() => host.RunAsync());

        Assert.Equal("next", await host.RunAsync("next"));
        Assert.True(Directory.Exists($"/proc/{((EngineMessage.PageText)neighbour.Current).Text}"));
    }

    [Fact]
    public async Task Run_EngineFillsItsHeap_IsOutOfMemory()
    {
        await using var host = FakeHost.Faulty("heap");
        host.Options.MemoryLimitMb = 96;

        await Assert.ThrowsAsync<EngineOutOfMemoryException>(() => host.RunAsync());

        Assert.Equal("next", await host.RunAsync("next"));
    }

    [Fact]
    public async Task Run_EngineTakesMemoryThatTheRuntimeDoesNotSee_IsKilled()
    {
        await using var host = FakeHost.Faulty("native 300");
        host.Options.MemoryLimitMb = 128;

        await Assert.ThrowsAsync<EngineOutOfMemoryException>(() => host.RunAsync());

        Assert.Equal("next", await host.RunAsync("next"));
    }

    [Fact]
    public async Task Run_ProcessBelowTheHostTakesTheMemory_IsKilledWithIt()
    {
        // tail keeps the last line, and this one never ends. Its parent has gone: the host has adopted it.
        await using var host = FakeHost.Faulty("child exec tail /dev/zero", "hang");
        host.Options.MemoryLimitMb = 128;

        await Assert.ThrowsAsync<EngineOutOfMemoryException>(() => host.RunAsync());

        Assert.Equal("next", await host.RunAsync("next"));
    }

    [Fact]
    public async Task Run_HostDiesWithAProcessBelowIt_EndsThatToo()
    {
        await using var host = FakeHost.Faulty("child sleep 1000", "abort");
        var child = 0;

        await Assert.ThrowsAsync<EngineCrashedException>(async () =>
        {
            await foreach (var message in host.Run())
            {
                if (message is EngineMessage.PageText page) child = int.Parse(page.Text.Split(' ')[1],
                    System.Globalization.CultureInfo.InvariantCulture);
            }
        });

        await FakeHost.IsGoneAsync(child);
    }

    [Fact]
    public async Task Stop_EngineHangs_EndsWithItsHostAndTheNextHasAnother()
    {
        await using var host = FakeHost.Faulty("id", "hang");
        using var stop = new CancellationTokenSource();
        await using var stream = host.Run(stop).GetAsyncEnumerator(CancellationToken.None);
        await stream.MoveNextAsync();
        await stream.MoveNextAsync();
        var processId = ((EngineMessage.PageText)stream.Current).Text;

        await stop.CancelAsync();

        // By itself, long before the grace of twenty seconds; or by its engine, when that had not begun to hang.
        var ended = await Record.ExceptionAsync(async () => await stream.MoveNextAsync());
        Assert.True(ended is OperationCanceledException || stream.Current is EngineMessage.Stopped, $"{ended}");
        Assert.NotEqual(processId, await host.RunAsync("id"));
    }
}
