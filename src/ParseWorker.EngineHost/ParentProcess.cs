using System.Globalization;
using System.Runtime.InteropServices;
using ParseWorker.Core.Engines;

namespace ParseWorker.EngineHost;

/// <summary>
/// Ends the host when the worker dies, also when something else still holds the pipe open, and also when the host is frozen or
/// wedged: the kernel does it, with SIGKILL. Linux sends the signal when the THREAD that started the child ends (prctl(2)), so
/// whoever starts a host does so from a thread that lives as long as its process.
/// </summary>
internal static class ParentProcess
{
    /// <summary>Set by the worker to its process id.</summary>
    private const string ParentVariable = "PARSEWORKER_PARENT_PID";

    /// <summary>The signal is set before the parent is looked at: one that died earlier sends none.</summary>
    public static void FollowIntoDeath()
    {
        var parent = ParentId();
        if (NativeMethods.ProcessControl(NativeMethods.SetParentDeathSignal, NativeMethods.KillSignal, 0, 0, 0) != 0)
            Console.Error.WriteLine($"prctl failed with error {Marshal.GetLastPInvokeError()}: only the pipe's end will tell of the worker's.");
        if (NativeMethods.GetParentProcessId() != parent) NativeMethods.Exit(EngineExitCodes.Ok);
    }

    private static int ParentId() =>
        int.TryParse(Environment.GetEnvironmentVariable(ParentVariable), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id
            : NativeMethods.GetParentProcessId();
}
