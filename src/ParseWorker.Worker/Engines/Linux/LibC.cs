using System.Runtime.InteropServices;

namespace ParseWorker.Worker.Engines.Linux;

/// <summary>Calls of Linux that .NET has no name for; each manual page says what they answer.</summary>
internal static partial class LibC
{
    public const int SigKill = 9;
    public const int SigStop = 19;

    /// <summary>Stands for a folder's descriptor: AT_FDCWD.</summary>
    public const int CurrentFolder = -100;

    /// <summary>kill(2); fails for a process that has ended meanwhile.</summary>
    [LibraryImport("libc", EntryPoint = "kill")]
    public static partial int Signal(int id, int signal);

    /// <summary>statx(2).</summary>
    [LibraryImport("libc", EntryPoint = "statx")]
    public static partial int Statx(int folder, ReadOnlySpan<byte> name, int flags, uint mask, Span<byte> facts);

    /// <summary>openat(2), without a mode: it makes no file.</summary>
    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true)]
    public static partial int Open(int folder, ReadOnlySpan<byte> name, int flags);

    /// <summary>getdents64(2), by its number: older libraries have no function for it.</summary>
    [LibraryImport("libc", EntryPoint = "syscall")]
    public static partial nint ReadEntries(nint number, nint folder, Span<byte> entries, nint length);

    /// <summary>lseek(2).</summary>
    [LibraryImport("libc", EntryPoint = "lseek")]
    public static partial long Seek(int file, long offset, int from);

    /// <summary>unlinkat(2).</summary>
    [LibraryImport("libc", EntryPoint = "unlinkat", SetLastError = true)]
    public static partial int Remove(int folder, ReadOnlySpan<byte> name, int flags);

    /// <summary>renameat(2).</summary>
    [LibraryImport("libc", EntryPoint = "renameat", SetLastError = true)]
    public static partial int Rename(int folder, ReadOnlySpan<byte> name, int toFolder, ReadOnlySpan<byte> toName);

    /// <summary>chmod(2).</summary>
    [LibraryImport("libc", EntryPoint = "chmod", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ChangeMode(string path, uint mode);

    /// <summary>link(2).</summary>
    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Link(string file, string name);

    /// <summary>lchown(2): of what a path names, which may be a link.</summary>
    [LibraryImport("libc", EntryPoint = "lchown", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ChangeOwner(string path, uint user, uint group);

    /// <summary>getpwnam(3); what it leads to holds until the next call.</summary>
    [LibraryImport("libc", EntryPoint = "getpwnam", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint FindUser(string name);

    /// <summary>geteuid(2).</summary>
    [LibraryImport("libc", EntryPoint = "geteuid")]
    public static partial uint EffectiveUser();

    /// <summary>getegid(2).</summary>
    [LibraryImport("libc", EntryPoint = "getegid")]
    public static partial uint EffectiveGroup();
}
