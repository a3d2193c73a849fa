using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using ParseWorker.Core.Engines;
using ParseWorker.Testing;
using ParseWorker.Testing.Documents;

namespace ParseWorker.EngineHost.Tests;

public sealed class LifeTests
{
    private const int Interrupt = 2;
    private const int Kill = 9;
    private const int Stop = 19;
    private const int Terminate = 15;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EndOfPipe_WhenIdle_EndsTheHost()
    {
        await using var host = HostProcess.Start();
        host.Input.Close();
        Assert.Equal(EngineExitCodes.Ok, await host.ExitCodeAsync());
    }

    [Trait("Needs", "Time")]
    [Fact]
    public async Task EndOfPipe_WhenBusy_EndsTheHostBeforeTheDocument()
    {
        await using var host = HostProcess.Start();
        await host.SendParseAsync(SampleDocuments.Pdf(pages: 300, linesPerPage: 40), "a.pdf");
        Assert.IsType<EngineMessage.Opened>(await host.ReadAsync());
        host.Input.Close();
        Assert.Equal(EngineExitCodes.Ok, await host.ExitCodeAsync());
    }

    [Theory]
    [InlineData(Interrupt)]
    [InlineData(Terminate)]
    public async Task Signal_OfASupervisor_IsIgnored(int signal)
    {
        await using var host = HostProcess.Start();
        await host.ParseAsync("up"u8.ToArray(), "a.txt");
        ProcessFacts.Signal(host.Id, signal);
        Assert.IsType<EngineMessage.Finished>((await host.ParseAsync(SampleDocuments.Pdf(pages: 20), "a.pdf"))[^1]);
    }

    [Fact]
    public async Task Start_Always_LeadsItsOwnSession()
    {
        await using var host = HostProcess.Start();
        await host.ParseAsync("up"u8.ToArray(), "a.txt");
        Assert.Equal(host.Id, ProcessFacts.SessionOf(host.Id));
    }

    [Fact]
    public async Task Start_Always_LetsTheWorkerGoFirst()
    {
        await using var host = HostProcess.Start();
        await host.ParseAsync("up"u8.ToArray(), "a.txt");
        Assert.All(ProcessFacts.NicenessOf(host.Id), niceness => Assert.InRange(niceness, HostSettings.Niceness, 19));
    }

    [Fact]
    public async Task Start_ParentAlreadyGone_EndsTheHost()
    {
        await using var host = HostProcess.Start(parentId: int.MaxValue);
        Assert.Equal(EngineExitCodes.Ok, await host.ExitCodeAsync());
    }

    [Fact]
    public async Task ParentDeath_WithThePipeStillOpen_EndsTheHost()
    {
        using var parent = StartBelowAShell();
        var host = int.Parse((await parent.StandardOutput.ReadLineAsync(Token))!, CultureInfo.InvariantCulture);
        await Eventually.IsTrueAsync(() => IsUp(host), TimeSpan.FromMinutes(1));

        ProcessFacts.Signal(parent.Id, Kill);

        await Eventually.IsTrueAsync(() => ProcessFacts.IsDead(host), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task ParentDeath_WhileTheHostIsFrozen_EndsTheHost()
    {
        using var parent = StartBelowAShell();
        var host = int.Parse((await parent.StandardOutput.ReadLineAsync(Token))!, CultureInfo.InvariantCulture);
        await Eventually.IsTrueAsync(() => IsUp(host), TimeSpan.FromMinutes(1));
        ProcessFacts.Signal(host, Stop);

        ProcessFacts.Signal(parent.Id, Kill);

        await Eventually.IsTrueAsync(() => ProcessFacts.IsDead(host), TimeSpan.FromMinutes(1));
    }

    [Trait("Needs", "Time")]
    [Fact]
    public async Task Kill_OfOneHost_LeavesItsNeighbourAlone()
    {
        await using var victim = HostProcess.Start();
        await using var neighbour = HostProcess.Start();
        await neighbour.SendParseAsync(SampleDocuments.Pdf(pages: 50), "a.pdf");
        await victim.SendParseAsync(SampleDocuments.Pdf(pages: 300, linesPerPage: 40), "a.pdf");
        Assert.IsType<EngineMessage.Opened>(await victim.ReadAsync());
        ProcessFacts.Signal(victim.Id, Kill);
        Assert.Equal(128 + Kill, await victim.ExitCodeAsync());
        Assert.IsType<EngineMessage.Finished>((await neighbour.ReadToEndingAsync())[^1]);
    }

    public static TheoryData<byte[]> Garbage() =>
        [Frame(5, "hello"), Frame(-1, ""), Frame(int.MaxValue, ""), Frame(1000, "short"), new byte[] { 1, 2 }];

    [Theory, MemberData(nameof(Garbage), DisableDiscoveryEnumeration = true)]
    public async Task Garbage_OnThePipe_EndsTheHostWithASentence(byte[] bytes)
    {
        await using var host = HostProcess.Start();
        await host.Input.WriteAsync(bytes, Token);
        host.Input.Close();
        Assert.Equal(EngineExitCodes.BrokenPipe, await host.ExitCodeAsync());
        Assert.StartsWith("The engine host stops: ", await host.ErrorsAsync(), StringComparison.Ordinal);
    }

    [Trait("Needs", "Time")]
    [Fact]
    public async Task SecondDocument_WhileOneIsInHand_EndsTheHostWithASentence()
    {
        await using var host = HostProcess.Start();
        await host.SendParseAsync(SampleDocuments.Pdf(pages: 300, linesPerPage: 40), "a.pdf");
        await host.SendParseAsync("two"u8.ToArray(), "b.txt");
        while (await host.ReadAsync() is not null) Assert.NotEqual(0, host.Id);
        Assert.Equal(EngineExitCodes.BrokenPipe, await host.ExitCodeAsync());
        Assert.Contains("another was in hand", await host.ErrorsAsync(), StringComparison.Ordinal);
    }

    private static Process StartBelowAShell() => Process.Start(
        new ProcessStartInfo("/bin/sh", ["-c", "exec 3<&0; PARSEWORKER_PARENT_PID=$$ \"$0\" <&3 & echo $!; wait", HostProcess.Executable])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;

    /// <summary>The host has made itself a session: its rules are in force.</summary>
    private static bool IsUp(int host) => !ProcessFacts.IsDead(host) && ProcessFacts.SessionOf(host) == host;

    private static byte[] Frame(int length, string body)
    {
        var frame = new byte[sizeof(int) + body.Length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, length);
        System.Text.Encoding.ASCII.GetBytes(body).CopyTo(frame, sizeof(int));
        return frame;
    }
}
