using System.Runtime.InteropServices;

namespace ParseWorker.EngineHost;

/// <summary>What .NET has no name for.</summary>
internal static partial class NativeMethods
{
    /// <summary>prctl(2): a signal for this process when its parent dies.</summary>
    public const int SetParentDeathSignal = 1;

    /// <summary>prctl(2): this process becomes the parent of orphans below it.</summary>
    public const int SetChildSubreaper = 36;

    /// <summary>signal(7): SIGKILL, which nothing can hold up.</summary>
    public const int KillSignal = 9;

    /// <summary>setpriority(2): PRIO_PGRP, every thread of the group.</summary>
    public const int OfGroup = 1;

    [LibraryImport("libc", EntryPoint = "setpriority", SetLastError = true)]
    public static partial int SetPriority(int which, int who, int niceness);

    [LibraryImport("libc", EntryPoint = "setsid", SetLastError = true)]
    public static partial int SetSession();

    [LibraryImport("libc", EntryPoint = "getppid")]
    public static partial int GetParentProcessId();

    /// <summary>Ends the process at once: no finalizers, no handlers, no waiting for threads.</summary>
    [LibraryImport("libc", EntryPoint = "_exit")]
    public static partial void Exit(int code);
}
