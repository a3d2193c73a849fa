using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using ParseWorker.Core.Engines;
using ParseWorker.Core.Parses;
using ParseWorker.Testing;
using ParseWorker.Testing.Documents;
using ParseWorker.Worker.Engines;
using ParseWorker.Worker.Tests.Kit;

namespace ParseWorker.Worker.Tests.Engines;

/// <summary>Hosts that are started ahead, used again, and replaced.</summary>
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
    public async Task Run_Twice_UsesOneHost()
    {
        await using var host = FakeHost.Faulty();

        Assert.Equal(await host.RunAsync("id"), await host.RunAsync("id"));
    }

    [Fact]
    public async Task Run_AfterARefusedDocument_UsesTheSameHost()
    {
        await using var host = FakeHost.Real();
        host.Put("Good.");
        await host.RunAsync();
        var before = await host.IdleAsync();

        host.Put(SampleDocuments.TruncatedPdf());
        Assert.IsType<EngineMessage.Refused>((await host.RunAsync())[^1]);

        Assert.Equal(before, await host.IdleAsync());
    }

    [Fact]
    public async Task Run_MoreAtOnceThanSlots_StartsMoreAndKeepsSlots()
    {
        await using var host = FakeHost.Faulty("id", "hang");
        host.Slots = 2;
        await host.Pool.StartAsync(Token);
        var runs = Enumerable.Range(1, 4).Select(_ => host.Run().GetAsyncEnumerator(CancellationToken.None)).ToList();

        foreach (var run in runs) Assert.True(await run.MoveNextAsync() && await run.MoveNextAsync());

        Assert.Equal(4, runs.Select(run => ((EngineMessage.Page)run.Current).Text).Distinct().Count());
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

    [Fact]
    public async Task Run_ShareOfDocumentsIsDone_TakesANewHost()
    {
        await using var host = FakeHost.Faulty();
        host.Options.DocumentsPerHost = 2;

        var ids = new[] { await host.RunAsync("id"), await host.RunAsync("id"), await host.RunAsync("id"), await host.RunAsync("id") };

        Assert.Equal(ids[0], ids[1]);
        Assert.NotEqual(ids[1], ids[2]);
        Assert.Equal(ids[2], ids[3]);
    }

    [Fact]
    public async Task Run_HostKeepsTooMuchMemory_TakesANewHost()
    {
        await using var host = FakeHost.Faulty();
        host.Options.KeptMemoryMb = 192;

        var before = await host.RunAsync("id");
        Assert.Equal(before, await host.RunAsync("id"));
        await host.RunAsync("keep 160");

        Assert.NotEqual(before, await host.RunAsync("id"));
    }

    [Fact]
    public async Task Run_FaultOfTheEngine_TakesANewHost()
    {
        await using var host = FakeHost.Faulty();
        var before = await host.RunAsync("id");
        host.Put("throw");

        var refused = Assert.IsType<EngineMessage.Refused>((await host.RunAsync())[^1]);

        Assert.Equal(ParseErrorCodes.InternalError, refused.Error.Code);
        Assert.NotEqual(before, await host.RunAsync("id"));
    }

    [Fact]
    public async Task Run_StoppedWhenAsked_TakesANewHost()
    {
        await using var host = FakeHost.Faulty([.. Enumerable.Repeat("id", 9_000)]);
        using var stop = new CancellationTokenSource();
        var messages = new List<EngineMessage>();

        await foreach (var message in host.Run(stop))
        {
            messages.Add(message);
            if (message is EngineMessage.Page { Number: 1 }) await stop.CancelAsync();
        }

        Assert.IsType<EngineMessage.Stopped>(messages[^1]);
        Assert.NotEqual(messages.OfType<EngineMessage.Page>().First().Text, await host.RunAsync("id"));
    }

    [Fact]
    public async Task Run_FilesOfTheDocumentBefore_AreGone()
    {
        await using var host = FakeHost.Faulty();

        var left = await host.RunAsync("id", "leave secrets.txt", "list");
        var found = await host.RunAsync("id", "list");

        Assert.Equal("files: secrets.txt", left);
        Assert.Equal("files:", found.TrimEnd());
        Assert.Single(Directory.GetDirectories(host.WorkPath));
    }

    [Fact]
    public async Task Run_DocumentLeavesAProcess_EndsItWithItsHost()
    {
        await using var host = FakeHost.Faulty();
        var before = await host.RunAsync("id");

        var child = await host.RunAsync("child sleep 1000");

        await FakeHost.IsGoneAsync(int.Parse(child.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture));
        Assert.NotEqual(before, await host.RunAsync("id"));
    }

    [Fact]
    public async Task Wait_HostIsKilled_TheNextDocumentDoesNotNotice()
    {
        await using var host = FakeHost.Faulty();
        var before = await host.RunAsync("id");

        Kill(await host.IdleAsync());

        Assert.NotEqual(before, await host.RunAsync("id"));
    }

    [Fact]
    public async Task Wait_HostIsKilled_AnotherTakesItsPlaceUnlessItWasYoung()
    {
        var time = new FakeTimeProvider();
        await using var host = FakeHost.Faulty();
        host.PoolTime = time;
        await host.Pool.StartAsync(Token);
        var first = await host.IdleAsync();
        time.Advance(TimeSpan.FromMinutes(1));

        Kill(first);
        var second = await Eventually.BecomesAsync(() => host.Pool.Idle, idle => idle.Count == 1 && idle[0] != first);
        Kill(second[0]);

        await Eventually.IsTrueAsync(() => host.Log.Count(4406) == 2);
        Assert.Empty(host.Pool.Idle);
    }

    [Fact]
    public async Task Run_HostEndsBeforeItHearsOfTheDocument_TakesAnother()
    {
        // The first host closes its ears; it still lives when the document is given to it.
        await using var host = FakeHost.RawScript($$"""
            if ! [ -e once ]; then
              touch once; exec 0<&-
              {{FakeHost.GetsReady}}
              exec sleep 1000
            fi
            {{FakeHost.GetsReady}}
            {{FakeHost.TakesDocument}}
            {{FakeHost.Says("""{"type":"opened","page_count":1}""")}}
            {{FakeHost.Says("""{"type":"stopped"}""")}}
            """);

        Assert.IsType<EngineMessage.Stopped>((await host.RunAsync())[^1]);
    }

    [Theory]
    [InlineData("exit 1")]
    [InlineData("printf 'Hello'; exec sleep 1000")]
    public async Task Start_HostNeverGetsReady_FailsTheDocumentThatNeedsIt(string script)
    {
        await using var host = FakeHost.RawScript(script);

        await Assert.ThrowsAsync<EngineCrashedException>(() => host.RunAsync());

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
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

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
            await using var host = FakeHost.RawScript($"{FakeHost.GetsReady}\nfor i in $(seq 300); do sleep 1000 & done; wait");
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
        var processId = int.Parse(((EngineMessage.Page)stream.Current).Text, System.Globalization.CultureInfo.InvariantCulture);
        await stream.DisposeAsync();

        await FakeHost.IsGoneAsync(processId);
        Assert.Empty(host.Pool.Idle);
    }

    private static void Kill(int processId)
    {
        using var process = Process.GetProcessById(processId);
        process.Kill();
    }
}
