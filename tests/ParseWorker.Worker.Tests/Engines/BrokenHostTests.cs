using System.Diagnostics;
using ParseWorker.Core.Engines;
using ParseWorker.Testing;
using ParseWorker.Worker.Engines;
using ParseWorker.Worker.Tests.Kit;

namespace ParseWorker.Worker.Tests.Engines;

/// <summary>Hosts that do not do as they are told.</summary>
[Trait("Needs", "Hosts")]
public sealed class BrokenHostTests
{
    [Fact]
    public async Task Stop_HostIgnoresEverything_IsKilledAfterTheGraceAndNeighboursGoOn()
    {
        await using var deaf = FakeHost.OpenedScript("trap '' INT TERM\nexec sleep 1000");
        await using var neighbour = FakeHost.Real();
        using var stop = new CancellationTokenSource();
        neighbour.Put("Hello.");
        var running = await deaf.OpenAsync(stop);
        var processId = await deaf.ProcessIdAsync();

        var began = Stopwatch.GetTimestamp();
        await stop.CancelAsync();
        var beside = neighbour.RunAsync();
        await Assert.ThrowsAsync<EngineKilledException>(() => running);

        Assert.InRange(Stopwatch.GetElapsedTime(began), deaf.Options.Grace - TimeSpan.FromMilliseconds(5), 5 * deaf.Options.Grace);
        await FakeHost.IsGoneAsync(processId);
        Assert.IsType<EngineMessage.Finished>((await beside)[^1]);
    }

    [Fact]
    public async Task Stop_KilledHostTakesItsTimeToBeGone_IsOverWithTheKill()
    {
        await using var deaf = FakeHost.OpenedScript("exec sleep 1000");
        using var stop = new CancellationTokenSource();
        var running = await deaf.OpenAsync(stop);

        // What a process in the middle of its end does: its pipe stays open.
        await using var pipe = new FileStream($"/proc/{await deaf.ProcessIdAsync()}/fd/1", FileMode.Open, FileAccess.Write);
        await stop.CancelAsync();

        await Assert.ThrowsAsync<EngineKilledException>(() =>
            running.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Stop_BeforeTheDocumentIsOpened_GetsNoGrace()
    {
        await using var starting = FakeHost.Script("trap '' INT TERM; touch taken\nexec sleep 1000");
        starting.Options.Grace = TimeSpan.FromMinutes(1);
        using var stop = new CancellationTokenSource();
        var running = starting.RunAsync(stop);
        var processId = await starting.ProcessIdAsync();

        // Sooner, the host is not the document's yet: it is kept for the next one.
        await Eventually.IsTrueAsync(() => File.Exists(starting.PathOf("taken")));
        await stop.CancelAsync();

        await FakeHost.IsGoneAsync(processId);

        // The worker may not have read yet that the document was taken.
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => running);
        Assert.True(failure is OperationCanceledException or EngineNotStartedException, failure.ToString());
    }

    [Fact]
    public async Task Stop_HostEndsItselfWithItsDocument_IsNoCrash()
    {
        await using var host = FakeHost.OpenedScript($"head -c 1 > asked; exit {EngineExitCodes.Stopped}");
        using var stop = new CancellationTokenSource();
        var running = await host.OpenAsync(stop);

        await stop.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task Stop_NobodyIsReading_KillsAllTheSame()
    {
        await using var deaf = FakeHost.OpenedScript("exec sleep 1000");
        using var stop = new CancellationTokenSource();
        await using var stream = deaf.Run(stop).GetAsyncEnumerator(CancellationToken.None);
        Assert.True(await stream.MoveNextAsync());
        var next = stream.MoveNextAsync().AsTask();
        var processId = await deaf.ProcessIdAsync();

        await stop.CancelAsync();

        await FakeHost.IsGoneAsync(processId);
        await Assert.ThrowsAsync<EngineKilledException>(() => next);
    }

    [Fact]
    public async Task Stop_HostHasChildren_KillsThemToo()
    {
        await using var deaf = FakeHost.OpenedScript("sleep 1000 & echo $! > child\nwait");
        using var stop = new CancellationTokenSource();
        var running = await deaf.OpenAsync(stop);
        var child = await Eventually.BecomesAsync(
            () => File.Exists(deaf.PathOf("child")) ? File.ReadAllText(deaf.PathOf("child")) : "", text => text.EndsWith('\n'));

        await stop.CancelAsync();

        await Assert.ThrowsAsync<EngineKilledException>(() => running);
        await FakeHost.IsGoneAsync(int.Parse(child, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("exit 134", "134")]
    [InlineData("exit 0", "0")]
    [InlineData("kill -SEGV $$", "139")]
    [InlineData("kill -KILL $$", "137")]
    [InlineData("head -c 1000000 /dev/zero >&2; exit 7", "7")]
    public async Task Run_HostDies_IsACrashThatTellsTheExitCode(string script, string code)
    {
        await using var host = FakeHost.Script(script);

        var crash = await Assert.ThrowsAsync<EngineCrashedException>(() => host.RunAsync());

        Assert.Contains($"exit code {code}.", crash.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("printf 'Segmentation fault and more'; exec sleep 1000")]
    [InlineData("printf '\\002\\000\\000\\000{}'; exec sleep 1000")]
    public async Task Run_HostSpeaksNonsense_IsACrashAndItsProcessEnds(string script)
    {
        await using var host = FakeHost.Script(script);

        await Assert.ThrowsAsync<EngineCrashedException>(() => host.RunAsync());

        await FakeHost.IsGoneAsync(await host.ProcessIdAsync());
    }

    [Theory]
    [InlineData("exit 3")]
    [InlineData("echo 'Unhandled exception. System.OutOfMemoryException' >&2; exit 134")]
    public async Task Run_HostSaysItsHeapIsFull_IsOutOfMemory(string script)
    {
        await using var host = FakeHost.Script(script);

        await Assert.ThrowsAsync<EngineOutOfMemoryException>(() => host.RunAsync());
    }

    [Fact]
    public async Task Run_HostGrowsPastItsLimit_IsKilled()
    {
        // tail keeps the last line, and this one never ends.
        await using var host = FakeHost.Script("exec tail /dev/zero");
        host.Options.MemoryLimitMb = 64;

        await Assert.ThrowsAsync<EngineOutOfMemoryException>(() => host.RunAsync());

        await FakeHost.IsGoneAsync(await host.ProcessIdAsync());
    }

    [Fact]
    public async Task Run_NoSuchHost_BlamesNoDocument()
    {
        await using var host = FakeHost.Real();
        host.Options.HostPath = host.PathOf("missing");

        await Assert.ThrowsAsync<EngineNotStartedException>(() => host.RunAsync());
    }

    [Fact]
    public async Task Run_HostsDieBeforeTheyTakeTheDocument_BlamesNoDocument()
    {
        await using var host = FakeHost.RawScript($"{FakeHost.GetsReady}\nhead -c 4 >/dev/null; echo . >> died; exit 134");

        await Assert.ThrowsAsync<EngineNotStartedException>(() => host.RunAsync());

        Assert.Equal(3, File.ReadAllLines(host.PathOf("died")).Length);
    }

    [Fact]
    public async Task Run_StreamLeftEarly_EndsTheProcess()
    {
        await using var host =
            FakeHost.OpenedScript("printf '\\037\\000\\000\\000{\"type\":\"page\",\"number\":1,\"text'; exec sleep 1000");
        var stream = host.Run().GetAsyncEnumerator(CancellationToken.None);
        Assert.True(await stream.MoveNextAsync());
        var processId = await host.ProcessIdAsync();

        await stream.DisposeAsync();

        await FakeHost.IsGoneAsync(processId);
    }

    [Fact]
    public async Task Run_Environment_HoldsNothingOfTheWorkers()
    {
        await using var host = FakeHost.Script("export -p > names; exit 1");
        using (EnvironmentVariable.Set("ConnectionStrings__Main", "Password=secret"))
            await Assert.ThrowsAsync<EngineCrashedException>(() => host.RunAsync());

        var names = File.ReadAllLines(host.PathOf("names")).Select(line => line.Split(' ')[1].Split('=')[0]);
        string[] expected =
        [
            "DOTNET_EnableDiagnostics", "DOTNET_EnableWriteXorExecute", "DOTNET_GCHeapHardLimit", "DOTNET_ROOT", "DOTNET_gcServer",
            "ORT_DISABLE_TELEMETRY", "PARSEWORKER_OCR_LANGUAGES", "PARSEWORKER_OFFICE_COMMAND", "PARSEWORKER_PARENT_PID",
            "PARSEWORKER_PARSE_ATTACHMENTS", "PARSEWORKER_TESSERACT_COMMAND", "PWD", "TMPDIR",
        ];
        Assert.Equal(expected, names.Except(["OLDPWD", "SHLVL", "_"]).Order(StringComparer.Ordinal));
    }
}
