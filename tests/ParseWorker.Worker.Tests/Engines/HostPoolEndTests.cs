using ParseWorker.Core.Engines;
using ParseWorker.Testing;
using ParseWorker.Worker.Tests.Kit;

namespace ParseWorker.Worker.Tests.Engines;

/// <summary>A pool that ends takes all of its hosts along.</summary>
[Trait("Needs", "Hosts")]
public sealed class HostPoolEndTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Dispose_HostsWaitAndStart_EndsThemAll()
    {
        var host = FakeHost.RawScript($"echo $$ >> ids; {FakeHost.GetsReady}\nexec sleep 1000");
        host.Slots = 3;
        await host.Pool.StartAsync(Token);
        await Eventually.IsTrueAsync(() => host.Pool.Idle.Count > 0);

        await host.Pool.DisposeAsync();

        var ids = await File.ReadAllLinesAsync(host.PathOf("ids"), Token);
        Assert.DoesNotContain(ids, id => Directory.Exists($"/proc/{id}"));
        Assert.Empty(host.Pool.Idle);
        await host.DisposeAsync();
    }

    [Fact]
    public async Task Dispose_HostIsStartingProcesses_EndsThoseTooThatItStartsMeanwhile()
    {
        for (var round = 0; round < 20; round++)
        {
            // The leader of a session, as every host is: one that forks while it is stopped is found by it.
            await using var host = FakeHost.RawScript(
                $"[ $LEADS ] || LEADS=yes exec setsid $0\n{FakeHost.GetsReady}\nfor i in $(seq 300); do sleep 1000 & done; wait");
            await host.Pool.StartAsync(Token);
            await host.IdleAsync();

            await host.Pool.DisposeAsync();

            await Eventually.IsTrueAsync(() => !host.IsAnyoneInside());
        }
    }

    [Fact]
    public async Task Dispose_DocumentStillRuns_EndsItsHostWhenItComesBack()
    {
        await using var host = FakeHost.Faulty("id", "hang");
        using var stop = new CancellationTokenSource();
        host.Options.Grace = TimeSpan.Zero;
        await using var stream = host.Run(stop).GetAsyncEnumerator(Token);
        await stream.MoveNextAsync();

        await host.Pool.DisposeAsync();
        await stream.MoveNextAsync();
        var processId = int.Parse(((EngineMessage.PageText)stream.Current).Text, System.Globalization.CultureInfo.InvariantCulture);
        await stream.DisposeAsync();

        await FakeHost.IsGoneAsync(processId);
        Assert.Empty(host.Pool.Idle);
    }
}
