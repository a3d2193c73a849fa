using System.Globalization;
using System.Runtime.InteropServices;

namespace ParseWorker.FaultyHost;

/// <summary>Room on the disk and in memory that a look at the process and at its folder might miss.</summary>
internal static partial class HiddenRoom
{
    /// <summary>The argument that makes a program of this one whose first thread ends.</summary>
    public const string WithoutLeader = "without-leader";

    private const int BytesPerMb = 1024 * 1024;
    private const int EndThread = 60; // exit(2) on x86-64
    private const int EndThreadOnArm = 93;

    // mmap(2): PROT_READ; MAP_PRIVATE, MAP_ANONYMOUS, MAP_NORESERVE. madvise(2): MADV_NOHUGEPAGE.
    private const int Readable = 1;
    private const int Private = 0x2;
    private const int NobodysAndUnreserved = 0x4022;
    private const int SmallPages = 15;

    /// <summary>What one page of the kernel's tables leads to.</summary>
    private const long BytesPerTable = 2 * BytesPerMb;
    private const long TableBytes = 4096;

    /// <summary>A file whose name changes all the time.</summary>
    public static string Shuffle(int megabytes)
    {
        var (one, other) = (Path.Combine(Path.GetTempPath(), "one"), Path.Combine(Path.GetTempPath(), "other"));
        File.WriteAllBytes(one, new byte[megabytes * BytesPerMb]);
        while (true)
        {
            _ = Rename(one, other);
            _ = Rename(other, one);
        }
    }

    /// <summary>Folders in folders, deeper than a path has room for.</summary>
    public static string Deepen(int levels)
    {
        _ = GoInto(Path.GetTempPath());
        for (var level = 0; level < levels; level++)
        {
            _ = MakeFolder("d", 0b111_000_000);
            _ = GoInto("d");
        }

        return Faults.Hang();
    }

    /// <summary>A file that no folder shows and nobody has open: the first bytes of it are mapped.</summary>
    public static unsafe string Map(int megabytes)
    {
        var path = Path.Combine(Path.GetTempPath(), "mapped");
        using (var file = File.Create(path))
        {
            file.Write(new byte[megabytes * BytesPerMb]);
            file.Flush();
            _ = MapMemory(0, 4096, Readable, Private, (int)file.SafeFileHandle.DangerousGetHandle(), 0);
        }

        File.Delete(path);
        return Faults.Hang();
    }

    /// <summary>Pairs of sockets that take what nobody reads.</summary>
    public static string OpenSockets(int pairs)
    {
        Span<int> ends = stackalloc int[2];
        var bytes = new byte[BytesPerMb];
        for (var pair = 0; pair < pairs; pair++)
        {
            if (MakePair(1, 1 | 0x800, 0, ends) != 0) throw new InvalidOperationException("No more sockets."); // SOCK_NONBLOCK
            while (Write(ends[0], bytes, bytes.Length) > 0)
            {
            }
        }

        return Faults.Hang();
    }

    /// <summary>Memory that is read and never written takes none but the kernel's tables of it.</summary>
    public static unsafe string FillPageTables(int megabytes)
    {
        var length = megabytes * BytesPerMb / TableBytes * BytesPerTable;
        var memory = MapMemory(0, (nint)length, Readable, NobodysAndUnreserved, -1, 0);
        if (memory == -1) throw new InvalidOperationException("No such room.");
        _ = Advise(memory, (nint)length, SmallPages);
        var sum = 0;
        for (long at = 0; at < length; at += BytesPerTable) sum += ((byte*)memory)[at];
        return Faults.Hang() + sum.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Ends the first thread of the process, while another holds memory.</summary>
    public static void LoseLeader(int megabytes)
    {
        new Thread(() => Faults.Commit($"native {megabytes}")).Start();
        _ = Call(RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? EndThreadOnArm : EndThread, 0);
    }

    [LibraryImport("libc", EntryPoint = "rename", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Rename(string from, string to);

    [LibraryImport("libc", EntryPoint = "mkdir", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakeFolder(string path, uint mode);

    [LibraryImport("libc", EntryPoint = "chdir", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int GoInto(string path);

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial nint MapMemory(nint at, nint length, int rights, int kind, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nint at, nint length, int advice);

    [LibraryImport("libc", EntryPoint = "socketpair")]
    private static partial int MakePair(int family, int type, int protocol, Span<int> ends);

    [LibraryImport("libc", EntryPoint = "write")]
    private static partial nint Write(int file, ReadOnlySpan<byte> bytes, nint length);

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial nint Call(nint number, nint argument);
}
