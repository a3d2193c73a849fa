using System.Runtime.InteropServices;

namespace ParseWorker.EngineHost.Sandbox;

/// <summary>What a process may do beyond others (capabilities(7), credentials(7)), and giving it up.</summary>
internal static class Privileges
{
    private const uint CapabilityVersion = 0x2008_0522; // _LINUX_CAPABILITY_VERSION_3
    private const int CapabilityBytes = 24; // effective, permitted and inheritable, twice four bytes each

    private const int FileSize = 1; // RLIMIT_FSIZE
    private const int CoreSize = 4; // RLIMIT_CORE
    private const int Tasks = 6; // RLIMIT_NPROC
    private const int OpenFiles = 7; // RLIMIT_NOFILE

    /// <summary>
    /// Processes and threads of the hosts' user, in all hosts of the machine together; the worker ends a host that makes a thousand. Only
    /// where hosts have a user of their own: nobody knows what else another runs.
    /// </summary>
    private const ulong MostTasks = 16 * 1024;

    /// <summary>Every open file may hold memory of the kernel's that no process is charged for.</summary>
    private const ulong MostOpenFiles = 4096;

    /// <summary>Makes the whole process another user's, and a member of that user's group alone.</summary>
    /// <exception cref="SandboxException">The kernel refused.</exception>
    public static void Become(uint user, uint group)
    {
        // libc carries these to every thread.
        Check(KernelCalls.SetGroups(0, 0), "setgroups");
        Check(KernelCalls.SetGroup(group, group, group), "setresgid");
        Check(KernelCalls.SetUser(user, user, user), "setresuid");
        Lower(Tasks, MostTasks);
    }

    /// <summary>
    /// Takes every capability from the calling thread and from what it becomes; they come back no more, as nothing gains a privilege. No
    /// memory image is written of the process, which would hold a document's text.
    /// </summary>
    /// <param name="largestFile">Bytes of the largest file that it may write; null: as large as any.</param>
    /// <exception cref="SandboxException">The kernel refused.</exception>
    public static void Drop(long? largestFile)
    {
        Check(KernelCalls.ProcessControl(KernelCalls.SetNoNewPrivileges, 1, 0, 0, 0), "prctl");
        Check(KernelCalls.SetCapabilities([.. BitConverter.GetBytes(CapabilityVersion), 0, 0, 0, 0], new byte[CapabilityBytes]), "capset");
        Lower(CoreSize, 0);
        Lower(OpenFiles, MostOpenFiles);
        if (largestFile is { } bytes) Lower(FileSize, (ulong)bytes);
    }

    private static void Lower(int resource, ulong most)
    {
        Check(KernelCalls.GetLimit(resource, out var limit), "getrlimit");
        var lowered = Math.Min(limit.Most, most);
        Check(KernelCalls.SetLimit(resource, new(lowered, lowered)), "setrlimit");
    }

    private static void Check(int answer, string call)
    {
        if (answer != 0) throw new SandboxException($"{call} failed with error {Marshal.GetLastPInvokeError()}");
    }
}
