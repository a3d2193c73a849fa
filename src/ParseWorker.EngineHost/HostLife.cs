using ParseWorker.Core.Engines;
using ParseWorker.Documents;
using ParseWorker.EngineHost.Sandbox;

namespace ParseWorker.EngineHost;

/// <summary>The host from its start to its exit.</summary>
internal static class HostLife
{
    /// <summary>Never returns: an engine may be busy, and nobody is left to wait for it.</summary>
    /// <param name="open">Opens a document with the engine for its type.</param>
    public static void Run(DocumentOpener open)
    {
        var settings = HostSettings.Read(Environment.GetEnvironmentVariable);
        var version = PassOrExit(settings);

        // Nothing but frames may reach standard output, whatever a library prints.
        using var output = Console.OpenStandardOutput();
        using var input = Console.OpenStandardInput();
        Console.SetOut(Console.Error);

        using var signals = IgnoredSignals.Register();
        ParentProcess.FollowIntoDeath(settings.ParentId);
        OwnSession.Start();
        var worker = settings.ParentId ?? NativeMethods.GetParentProcessId();
        var offline = !settings.KeepsNetwork && SystemCallFilter.TryInstall(worker);
        using var loop = new CommandLoop(input, output, open, settings, new EngineMessage.Ready(offline, version));
        NativeMethods.Exit(loop.Run());
    }

    private static int PassOrExit(HostSettings settings)
    {
        try
        {
            return SandboxEntrance.Pass(settings);
        }
        catch (SandboxException exception)
        {
            Console.Error.WriteLine(exception.Message);
            NativeMethods.Exit(EngineExitCodes.NotShutIn);
            throw;
        }
    }
}
