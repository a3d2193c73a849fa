using ParseWorker.Core.Engines;
using ParseWorker.EngineHost.Sandbox;

namespace ParseWorker.EngineHost;

/// <summary>
/// Makes the host the leader of its own session: a terminal's Ctrl-C and a supervisor's signal to the worker's group must not
/// reach it, or a deploy would read as a crash. Whatever a library starts belongs to the session, and the worker ends it with the host.
/// </summary>
internal static class OwnSession
{
    public static void Start()
    {
        // Fails only for a process that already leads its group, which is what this is for.
        _ = NativeMethods.SetSession();

        // By group, because Linux would take "this process" for the calling thread. Fails only where the worker is nicer still.
        _ = NativeMethods.SetPriority(NativeMethods.OfGroup, 0, HostSettings.Niceness);

        // Orphans come to the host and not to init: the worker counts the memory of all that is below it.
        _ = KernelCalls.ProcessControl(NativeMethods.SetChildSubreaper, 1, 0, 0, 0);
    }
}
