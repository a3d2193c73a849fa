using System.Runtime.InteropServices;

namespace ParseWorker.EngineHost.Sandbox;

/// <summary>What the sandbox asks of the kernel.</summary>
internal static partial class KernelCalls
{
    /// <summary>prctl(2): no program that this process becomes or starts gains a privilege.</summary>
    public const int SetNoNewPrivileges = 38;

    /// <summary>seccomp(2): SECCOMP_SET_MODE_FILTER.</summary>
    public const nint SetFilter = 1;

    /// <summary>seccomp(2): SECCOMP_FILTER_FLAG_TSYNC; .NET has several threads before it runs a line of ours.</summary>
    public const nint OnEveryThread = 1;

    /// <summary>open(2): O_PATH.</summary>
    public const int OpenPath = 0x20_0000;

    /// <summary>open(2): O_CLOEXEC.</summary>
    public const int CloseOnExecute = 0x8_0000;

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    public static partial int ProcessControl(int option, nuint argument, nuint unused3, nuint unused4, nuint unused5);

    /// <summary>For calls that libc has no function for.</summary>
    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    public static partial nint Call(nint number, nint argument1, nint argument2, nint argument3);

    [LibraryImport("libc", EntryPoint = "setgroups", SetLastError = true)]
    public static partial int SetGroups(nint count, nint groups);

    [LibraryImport("libc", EntryPoint = "setresgid", SetLastError = true)]
    public static partial int SetGroup(uint real, uint effective, uint saved);

    [LibraryImport("libc", EntryPoint = "setresuid", SetLastError = true)]
    public static partial int SetUser(uint real, uint effective, uint saved);

    [LibraryImport("libc", EntryPoint = "capset", SetLastError = true)]
    public static partial int SetCapabilities(ReadOnlySpan<byte> header, ReadOnlySpan<byte> sets);

    [LibraryImport("libc", EntryPoint = "getrlimit", SetLastError = true)]
    public static partial int GetLimit(int resource, out Limit limit);

    [LibraryImport("libc", EntryPoint = "setrlimit", SetLastError = true)]
    public static partial int SetLimit(int resource, in Limit limit);

    /// <summary>open(2), without a mode: it makes no file.</summary>
    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close")]
    public static partial int Close(int file);

    [LibraryImport("libc", EntryPoint = "execve", SetLastError = true)]
    public static partial int Execute(nint path, ReadOnlySpan<nint> arguments, ReadOnlySpan<nint> environment);

    /// <summary>struct rlimit, of 64 bits.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public readonly record struct Limit(ulong Now, ulong Most);
}
