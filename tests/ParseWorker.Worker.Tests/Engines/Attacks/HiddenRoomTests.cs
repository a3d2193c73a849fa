using System.Diagnostics;
using ParseWorker.Core.Engines;
using ParseWorker.Core.Errors;
using ParseWorker.Testing;
using ParseWorker.Testing.Processes;
using ParseWorker.Worker.Engines;
using ParseWorker.Worker.Engines.Linux;
using ParseWorker.Worker.Tests.Kit;

namespace ParseWorker.Worker.Tests.Engines.Attacks;

/// <summary>A host that hides from its limits what it takes of the disk, of memory and of processes, as a worker runs it.</summary>
[Trait("Needs", "Hosts")]
public sealed class HiddenRoomTests
{
    private const string Fill = "head -c 8000000 /dev/urandom";

    /// <summary>Into folders whose path is longer than the kernel tells one.</summary>
    private const string Deep =
        "cd $TMPDIR; long=$(printf 'd%.0s' {1..250}); for i in {1..20}; do mkdir $long && cd $long 2> /dev/null; done;";

    [Theory]
    [InlineData($"run {Fill} > $TMPDIR/$'\\xff\\xfe'; sleep 1000")]
    [InlineData($"run mkdir $TMPDIR/$'\\xff' && cd $TMPDIR/$'\\xff' && {Fill} > a; sleep 1000")]
    [InlineData($"run mkdir -m 300 $TMPDIR/closed; {Fill} > $TMPDIR/closed/a; sleep 1000")]
    [InlineData($"run mkdir $TMPDIR/a && cd $TMPDIR/a && mkdir -m 300 b; {Fill} > b/a; sleep 1000")]
    [InlineData("run seq 1 3000 | xargs ln -s -t $TMPDIR; sleep 1000")]
    [InlineData("run touch $TMPDIR/{1..3000}; sleep 1000")]
    [InlineData("run cd $TMPDIR; for i in {1..100}; do mkdir d && cd d; done; sleep 1000")]
    [InlineData($"run {Deep} exec 3>a && rm a && {Fill} >&3; sleep 1000")]
    [InlineData("shuffle 8")]
    [InlineData("map 8")]
    public async Task Files_HiddenFromTheCount_EndTheirHostAndAreRemoved(string fault)
    {
        await using var host = Sandboxed(fault);
        host.Options.TemporaryLimitMb = 4;

        var limit = await Assert.ThrowsAsync<DocumentLimitException>(() => host.RunAsync());

        Assert.Equal(ParseErrorCodes.TemporarySpaceExceeded, limit.Error.Code);
        await OnlyOneFolderStaysAsync(host);
        Assert.Equal(0, host.Log.Count(4403));
    }

    /// <summary>The next document of the host would find it.</summary>
    [Fact]
    public async Task File_WhoseNameIsNoText_IsRemovedBeforeTheNextDocument()
    {
        await using var host = Sandboxed("run echo text > $TMPDIR/$'\\xff\\xfe'; echo left", "id");
        var first = (await host.RunAsync()).OfType<EngineMessage.PageText>().Last().Text;

        var left = (await host.RunAsync("run ls -A $TMPDIR | grep -vc document")).Trim();
        Assert.Equal(("0", first.Trim()), (left, (await host.RunAsync("id")).Trim()));
    }

    /// <summary>More levels than a path has room for.</summary>
    [Fact]
    public async Task Folders_DeeperThanAnyPath_AreRemovedWithTheirHost()
    {
        await using var host = Sandboxed("deepen 5000");

        await Assert.ThrowsAsync<DocumentLimitException>(() => host.RunAsync());

        await OnlyOneFolderStaysAsync(host);
    }

    [Theory]
    [InlineData("sockets 500")]
    [InlineData("tables 256")]
    public async Task Memory_ThatIsInNoProcess_IsCounted(string fault)
    {
        await using var host = Sandboxed(fault);
        host.Options.MemoryLimitMb = 128;

        await Assert.ThrowsAsync<EngineOutOfMemoryException>(() => host.RunAsync());
    }

    /// <summary>Such a process shows no memory where others do.</summary>
    [Fact]
    public async Task Memory_OfAProcessWhoseFirstThreadHasEnded_IsCounted()
    {
        using var process = Process.Start(Repository.Program("ParseWorker.FaultyHost", "tests"), ["without-leader", "256"]);

        await Eventually.IsTrueAsync(() => ProcessFootprint.Of(process.Id, "/nowhere", 1024, long.MaxValue).Bytes > 256 * 1024 * 1024);

        process.Kill();
    }

    /// <summary>A host that has more of anything costs the worker no longer look.</summary>
    [Fact]
    public async Task Look_AtATreeThatIsTooLarge_EndsWhereItIsTooMuch()
    {
        using var tree = Process.Start("bash", ["-c", "for i in {1..40}; do sleep 1000 & done; wait"]);
        await Eventually.IsTrueAsync(() => ProcessFootprint.Of(tree.Id, "/nowhere", 1024, long.MaxValue).Tasks == 41);

        Assert.Equal(11, ProcessFootprint.Of(tree.Id, "/nowhere", 10, long.MaxValue).Tasks);
        Assert.Equal(1, ProcessFootprint.Of(tree.Id, "/nowhere", 1024, 1).Tasks);

        tree.Kill(entireProcessTree: true);
    }

    [Fact]
    public async Task Processes_MoreThanAHostMayHave_EndIt()
    {
        await using var host = Sandboxed("run for i in {1..1500}; do sleep 1000 & done; wait");
        host.Options.MemoryLimitMb = 65536;

        var crash = await Assert.ThrowsAsync<EngineCrashedException>(() => host.RunAsync());

        Assert.Contains("processes and threads", crash.Message, StringComparison.Ordinal);
    }

    /// <summary>The kernel ends what writes a file so large before a look finds it.</summary>
    [Fact]
    public async Task File_LargerThanAnyMayBe_IsCutOffByTheKernel()
    {
        await using var host = Sandboxed("run truncate -s 261M $TMPDIR/sparse && echo written || echo refused");
        host.Options.TemporaryLimitMb = 4;
        host.Options.CheckInterval = TimeSpan.FromSeconds(10);

        Assert.Equal("refused", (await host.RunAsync("run truncate -s 261M $TMPDIR/sparse && echo written || echo refused")).Trim());
    }

    private static Task OnlyOneFolderStaysAsync(FakeHost host) => Eventually.IsTrueAsync(() =>
        Directory.GetDirectories(host.WorkPath, "host-*") is [var next] && Directory.GetFileSystemEntries(next).Length == 0);

    private static FakeHost Sandboxed(params string[] lines)
    {
        var host = FakeHost.Faulty(lines);
        (host.FilesSandboxed, host.Options.Sandbox) = (true, SandboxMode.Required);
        return host;
    }
}
