using System.Runtime.InteropServices;
using ParseWorker.Core.Engines;
using ParseWorker.EngineHost.Sandbox;

namespace ParseWorker.EngineHost;

/// <summary>
/// Ends the host when the worker dies, also when something else still holds the pipe open, and also when the host is frozen or
/// wedged: the kernel does it, with SIGKILL. Linux sends the signal when the THREAD that started the child ends (prctl(2)), so
/// whoever starts a host does so from a thread that lives as long as its process.
/// </summary>
internal static class ParentProcess
{
    /// <summary>The signal is set before the parent is looked at: one that died earlier sends none.</summary>
    /// <param name="worker">The worker's process id; null for whichever process is the parent now.</param>
    public static void FollowIntoDeath(int? worker)
    {
        var parent = worker ?? NativeMethods.GetParentProcessId();
        if (KernelCalls.ProcessControl(NativeMethods.SetParentDeathSignal, NativeMethods.KillSignal, 0, 0, 0) != 0)
        {
            Console.Error.WriteLine(
                $"prctl failed with error {Marshal.GetLastPInvokeError()}: only the end of the pipe will tell that the worker is gone.");
        }


        if (NativeMethods.GetParentProcessId() != parent) NativeMethods.Exit(EngineExitCodes.Ok);
    }
}
