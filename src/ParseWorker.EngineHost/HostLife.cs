using ParseWorker.Documents;

namespace ParseWorker.EngineHost;

/// <summary>The host from its first breath to its last.</summary>
internal static class HostLife
{
    /// <summary>Set by the worker for a host that needs the network: "off".</summary>
    private const string SandboxVariable = "PARSEWORKER_SANDBOX";

    /// <summary>Never returns: an engine may be busy, and nobody is left to wait for it.</summary>
    /// <param name="open">Opens a document with the engine for its type.</param>
    public static void Run(DocumentOpener open)
    {
        // Nothing but frames may reach standard output, whatever a library prints.
        using var output = Console.OpenStandardOutput();
        using var input = Console.OpenStandardInput();
        Console.SetOut(Console.Error);

        using var signals = IgnoredSignals.Register();
        ParentProcess.FollowIntoDeath();
        OwnSession.Start();
        var offline = Environment.GetEnvironmentVariable(SandboxVariable) != "off" && NetworkFilter.TryInstall();
        using var loop = new CommandLoop(input, output, open, offline);
        NativeMethods.Exit(loop.Run());
    }
}
