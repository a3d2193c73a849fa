using Microsoft.Extensions.Time.Testing;
using ParseWorker.Core.Engines;
using ParseWorker.Testing;
using ParseWorker.Worker.Engines;
using ParseWorker.Worker.Tests.Kit;

namespace ParseWorker.Worker.Tests.Engines;

/// <summary>Hosts that are started ahead, for as many slots as there are.</summary>
[Trait("Needs", "Hosts")]
public sealed class HostPoolTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_ForThreeSlots_LetsThreeHostsWait()
    {
        await using var host = FakeHost.Faulty();
        host.Slots = 3;

        await host.Pool.StartAsync(Token);

        await host.IdleAsync();
        Assert.Equal(3, host.Pool.Idle.Distinct().Count());
    }

    [Fact]
    public async Task Run_MoreAtOnceThanSlots_StartsMoreAndKeepsSlots()
    {
        await using var host = FakeHost.Faulty("id", "hang");
        host.Slots = 2;
        await host.Pool.StartAsync(Token);
        var runs = Enumerable.Range(1, 4).Select(_ => host.Run().GetAsyncEnumerator(CancellationToken.None)).ToList();

        foreach (var run in runs) Assert.True(await run.MoveNextAsync() && await run.MoveNextAsync());

        Assert.Equal(4, runs.Select(run => ((EngineMessage.PageText)run.Current).Text).Distinct().Count());
        foreach (var run in runs) await run.DisposeAsync();
        await host.IdleAsync();
    }

    [Fact]
    public async Task Run_MoreHostsThanSlotsComeBack_EndsWhatIsTooMany()
    {
        await using var host = FakeHost.Faulty("first", "second");
        var (one, other) = (host.Run().GetAsyncEnumerator(CancellationToken.None), host.Run().GetAsyncEnumerator(CancellationToken.None));
        Assert.True(await one.MoveNextAsync() && await other.MoveNextAsync());

        while (await one.MoveNextAsync()) Assert.NotNull(one.Current);
        while (await other.MoveNextAsync()) Assert.NotNull(other.Current);

        await host.IdleAsync();
        Assert.Contains("there are enough", Assert.Single(host.Log.Texts(4404)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exit 1")]
    [InlineData("printf 'Hello'; exec sleep 1000")]
    public async Task Start_HostNeverGetsReady_FailsTheDocumentThatNeedsIt(string script)
    {
        await using var host = FakeHost.RawScript(script);

        await Assert.ThrowsAsync<EngineNotStartedException>(() => host.RunAsync());

        Assert.Equal(1, host.Log.Count(4405));
        await FakeHost.IsGoneAsync(await host.ProcessIdAsync());
    }

    [Fact]
    public async Task Stop_WhileTheHostStarts_IsHeardAtOnceAndTheHostIsKept()
    {
        await using var host = FakeHost.RawScript($"mkfifo gate; read line < gate; {FakeHost.GetsReady}\nexec sleep 1000");
        using var stop = new CancellationTokenSource();
        var running = host.RunAsync(stop);
        var processId = await host.ProcessIdAsync();

        await stop.CancelAsync();
        await Assert.ThrowsAsync<EngineNotStartedException>(() => running); // whatever told it to: no engine has seen the document

        await host.SayAsync("gate");
        Assert.Equal(processId, await host.IdleAsync());
    }

    [Fact]
    public async Task Rent_MoreHostsThanCores_LooksAtEachLessOften()
    {
        await using var host = FakeHost.RawScript($"{FakeHost.GetsReady}\nexec sleep 1000");
        var alone = await host.Pool.RentAsync(Token);
        var often = host.Pool.CheckInterval;

        var others = await Task.WhenAll(Enumerable.Range(1, 2 * Environment.ProcessorCount - 1).Select(_ => host.Pool.RentAsync(Token)));

        Assert.Equal(host.Options.CheckInterval, often);
        Assert.Equal(2 * often, host.Pool.CheckInterval);
        foreach (var rented in others.Prepend(alone)) host.Pool.Return(rented, reusable: false);
    }

    [Fact]
    public async Task Rent_WhileAHostThatNobodyNeedsEnds_GetsAHostOfItsOwn()
    {
        // The second host is started for somebody who leaves; what it started holds its end up for as long as the clock stands. The
        // third is not ready before that end is over.
        await using var host = FakeHost.RawScript($$"""
            if mkdir first; then :
            elif mkdir second; then mkfifo held go; read line < go; setsid -f timeout 60 cat held >/dev/null
            elif mkdir third; then mkfifo third-go; read line < third-go
            fi
            {{FakeHost.GetsReady}}
            exec sleep 1000
            """);
        var time = new FakeTimeProvider();
        host.PoolTime = time;
        var first = await host.Pool.RentAsync(Token);
        using var left = new CancellationTokenSource();
        var leaver = host.Pool.RentAsync(left.Token);
        await left.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaver);
        await host.SayAsync("go");
        await Eventually.IsTrueAsync(() => host.Log.Count(4404) == 1);

        var next = host.Pool.RentAsync(Token);
        await Eventually.BecomesAsync(() => Directory.GetDirectories(host.WorkPath).Length, hosts => hosts == 3);
        await Eventually.IsTrueAsync(() =>
        {
            time.Advance(TimeSpan.FromMilliseconds(100));
            return Directory.GetDirectories(host.WorkPath).Length == 2;
        });
        await host.SayAsync("third-go");
        await host.SayAsync("held");

        var third = await next;
        Assert.True(third.IsAlive);
        foreach (var rented in new[] { first, third }) host.Pool.Return(rented, reusable: false);
    }
}
