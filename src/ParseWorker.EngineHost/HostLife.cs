using ParseWorker.Core.Engines;
using ParseWorker.Documents;

namespace ParseWorker.EngineHost;

/// <summary>The host from its start to its exit.</summary>
internal static class HostLife
{
    /// <summary>Never returns: an engine may be busy, and nobody is left to wait for it.</summary>
    /// <param name="open">Opens a document with the engine for its type.</param>
    public static void Run(DocumentOpener open)
    {
        // Nothing but frames may reach standard output, whatever a library prints.
        using var output = Console.OpenStandardOutput();
        using var input = Console.OpenStandardInput();
        Console.SetOut(Console.Error);

        using var signals = IgnoredSignals.Register();
        var settings = HostSettings.Read(Environment.GetEnvironmentVariable);
        ParentProcess.FollowIntoDeath(settings.ParentId);
        OwnSession.Start();
        var offline = !settings.KeepsNetwork && NetworkFilter.TryInstall();
        using var loop = new CommandLoop(input, output, open, settings, offline);
        NativeMethods.Exit(loop.Run());
    }
}
