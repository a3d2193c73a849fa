using System.Diagnostics;
using System.Globalization;
using ParseWorker.Testing;
using ParseWorker.Worker.Engines.Linux;

namespace ParseWorker.Worker.Tests.Engines;

/// <summary>What is killed does not come back in a child.</summary>
public sealed class ProcessTreeTests : IDisposable
{
    /// <summary>A process that goes on in a child, over and over: no list of processes holds the one that runs.</summary>
    private const string Hop = "sh -c \"$HOP\" & exit 0";

    private readonly Process _leader = Process.Start(
        new ProcessStartInfo("setsid", ["sh", "-c", "sh -c \"$HOP\" & exec sleep 600"]) { Environment = { ["HOP"] = Hop } })!;

    [Fact]
    public async Task KillSession_ProcessThatGoesOnInItsChildren_LeavesNobody()
    {
        var session = _leader.Id;
        await Eventually.IsTrueAsync(() => CountOf(session) > 1);
        _ = LibC.Signal(session, LibC.SigKill);

        ProcessTree.KillSession(session);

        await Eventually.IsTrueAsync(() => CountOf(session) == 0);
    }

    [Fact]
    public async Task KillSession_ProcessesThatNoLookFinds_LeavesNobody()
    {
        var session = _leader.Id;
        await Eventually.IsTrueAsync(() => CountOf(session) > 1);

        ProcessTree.KillSession(session, () => []);

        await Eventually.IsTrueAsync(() => CountOf(session) == 0);
    }

    public void Dispose()
    {
        _ = LibC.Signal(-_leader.Id, LibC.SigKill);
        _leader.Dispose();
    }

    /// <summary>Those that run or will: what has ended and is not waited for yet does neither.</summary>
    private static int CountOf(int session) => Directory.EnumerateDirectories("/proc").Count(folder =>
        char.IsAsciiDigit(Path.GetFileName(folder)[0])
        && ProcessTree.Read($"{folder}/stat") is { } stat
        && stat[(stat.LastIndexOf(')') + 2)..].Split(' ') is { } fields
        && fields[3] == session.ToString(CultureInfo.InvariantCulture) && fields[0] is not ("Z" or "X"));
}
