using System.Runtime.InteropServices;

namespace ParseWorker.Worker.Engines.Linux;

/// <summary>Calls of Linux that .NET has no name for; each manual page says what they answer.</summary>
internal static partial class LibC
{
    public const int SigKill = 9;
    public const int SigStop = 19;

    /// <summary>prctl(2): PR_SET_NO_NEW_PRIVS.</summary>
    public const int SetNoNewPrivileges = 38;

    /// <summary>kill(2); fails for a process that has ended meanwhile.</summary>
    [LibraryImport("libc", EntryPoint = "kill")]
    public static partial int Signal(int id, int signal);

    /// <summary>statx(2).</summary>
    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Statx(int folder, string path, int flags, uint mask, Span<byte> facts);

    /// <summary>prctl(2).</summary>
    [LibraryImport("libc", EntryPoint = "prctl")]
    public static partial int ProcessControl(int option, nuint argument, nuint unused3, nuint unused4, nuint unused5);

    /// <summary>capget(2).</summary>
    [LibraryImport("libc", EntryPoint = "capget")]
    public static partial int GetCapabilities(ReadOnlySpan<byte> header, Span<byte> sets);

    /// <summary>capset(2).</summary>
    [LibraryImport("libc", EntryPoint = "capset")]
    public static partial int SetCapabilities(ReadOnlySpan<byte> header, ReadOnlySpan<byte> sets);

    /// <summary>open(2), without a mode: it makes no file.</summary>
    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags);

    /// <summary>close(2).</summary>
    [LibraryImport("libc", EntryPoint = "close")]
    public static partial int Close(int file);
}
