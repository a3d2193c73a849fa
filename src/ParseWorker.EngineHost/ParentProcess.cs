using System.Globalization;
using System.Runtime.InteropServices;
using ParseWorker.Core.Engines;

namespace ParseWorker.EngineHost;

/// <summary>
/// Ends the host when the worker dies, also when something else still holds the pipe open. Linux sends the parent-death signal when
/// the THREAD that started the child ends (prctl(2)), and .NET retires idle threads: a plain SIGKILL would kill healthy hosts. So the
/// signal is one that is handled, and the handler asks whether the parent really is gone.
/// </summary>
internal static class ParentProcess
{
    /// <summary>Set by the worker to its process id.</summary>
    private const string ParentVariable = "PARSEWORKER_PARENT_PID";

    /// <summary>The signal is set before the parent is looked at: one that died earlier sends none.</summary>
    public static PosixSignalRegistration FollowIntoDeath()
    {
        var parent = ParentId();
        var registration = PosixSignalRegistration.Create((PosixSignal)NativeMethods.UserSignal, signal => Handle(signal, parent));
        if (NativeMethods.ProcessControl(NativeMethods.SetParentDeathSignal, NativeMethods.UserSignal, 0, 0, 0) != 0)
            Console.Error.WriteLine($"prctl failed with error {Marshal.GetLastPInvokeError()}: only the pipe's end will tell of the worker's.");
        EndIfOrphan(parent);
        return registration;
    }

    private static int ParentId() =>
        int.TryParse(Environment.GetEnvironmentVariable(ParentVariable), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id
            : NativeMethods.GetParentProcessId();

    /// <summary>Unless it is cancelled, the runtime lets the signal do what it does by default: end the process.</summary>
    private static void Handle(PosixSignalContext signal, int parent)
    {
        signal.Cancel = true;
        EndIfOrphan(parent);
    }

    private static void EndIfOrphan(int parent)
    {
        if (NativeMethods.GetParentProcessId() != parent) NativeMethods.Exit(EngineExitCodes.Ok);
    }
}
