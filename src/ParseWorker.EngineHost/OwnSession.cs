namespace ParseWorker.EngineHost;

/// <summary>
/// Makes the host the leader of its own session: a terminal's Ctrl-C and a supervisor's signal to the worker's group must not
/// reach it, or a deploy would read as a crash.
/// </summary>
internal static class OwnSession
{
    public static void Start()
    {
        // Fails only for a process that already leads its group, which is what this is for.
        _ = NativeMethods.SetSession();
    }
}
