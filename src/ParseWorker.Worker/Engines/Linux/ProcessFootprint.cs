using System.Text;

namespace ParseWorker.Worker.Engines.Linux;

/// <summary>
/// What a process and everything below it hold of the machine, also where it is charged to nobody: memory that the kernel keeps for them,
/// and files that no folder shows any more.
/// </summary>
/// <param name="Bytes">In memory, swapped out, in tables of pages and in buffers; pages that processes share count for each.</param>
/// <param name="Tasks">Processes and threads.</param>
/// <param name="RemovedBytes">Of files that were removed from the folder and are still open.</param>
/// <param name="MapsRemoved">Whether a file that was removed from the folder is mapped: its length can't be told.</param>
internal readonly record struct ProcessFootprint(long Bytes, int Tasks, long RemovedBytes, bool MapsRemoved)
{
    /// <summary>What of a tree is looked at; more than any host may have.</summary>
    private const int MostProcesses = 2048;

    /// <summary>
    /// What the kernel may hold for an open file, a pipe (pipe(7)) and a socket (net.core.wmem_default, with what surrounds each byte of
    /// it); hosts may ask for no more.
    /// </summary>
    private const int FileBytes = 1024;
    private const int PipeBytes = 64 * 1024;
    private const int SocketBytes = 256 * 1024;

    private const string Removed = " (deleted)";

    /// <summary>Looks at a tree of processes; one that is gone has nothing.</summary>
    /// <param name="root">The process.</param>
    /// <param name="folder">Where its files are.</param>
    public static ProcessFootprint Of(int root, string folder)
    {
        var faces = ProcessTree.Of(root, MostProcesses).Select(ProcessFace.Of).ToList();
        var files = (from face in faces
                     from file in ProcessTree.Entries($"{face.Path}/fd")
                     select (Path: file, Target: TargetOf(file))).ToList();
        var buffers = files.Select(file => file.Target).OfType<string>().Distinct().Sum(BufferOf);
        return new ProcessFootprint(
            faces.Sum(face => face.MemoryBytes) + buffers + (files.Count * (long)FileBytes),
            faces.Sum(face => face.Threads),
            files.Where(file => IsRemoved(file.Target, folder)).Sum(file => FileFacts.BytesOf(file.Path)),
            faces.Any(face => Maps(face.Path, folder)));
    }

    /// <summary>Bytes of memory of a tree of processes.</summary>
    public static long MemoryOf(int root) => ProcessTree.Of(root, MostProcesses).Sum(id => ProcessFace.Of(id).MemoryBytes);

    private static string? TargetOf(string file)
    {
        try
        {
            return new FileInfo(file).LinkTarget;
        }
        catch (Exception exception) when (ProcessTree.IsGone(exception))
        {
            return null;
        }
    }

    private static long BufferOf(string target) =>
        target.StartsWith("socket:", StringComparison.Ordinal) ? SocketBytes
        : target.StartsWith("pipe:", StringComparison.Ordinal) ? PipeBytes
        : 0;

    private static bool IsRemoved(string? target, string folder) =>
        target is not null && target.StartsWith(folder, StringComparison.Ordinal) && target.EndsWith(Removed, StringComparison.Ordinal);

    /// <summary>By bytes: it is read often, is long, and has names that are no text.</summary>
    private static bool Maps(string face, string folder)
    {
        var maps = ReadBytes($"{face}/maps").AsSpan();
        var wanted = Encoding.UTF8.GetBytes(folder);
        var removed = Encoding.UTF8.GetBytes($"{Removed}\n");
        while (maps.IndexOf(wanted) is var at and >= 0)
        {
            maps = maps[at..];
            var end = maps.IndexOf((byte)'\n') + 1;
            if (end == 0) return false;
            if (maps[..end].EndsWith(removed)) return true;
            maps = maps[end..];
        }

        return false;
    }

    private static byte[] ReadBytes(string file)
    {
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception exception) when (ProcessTree.IsGone(exception))
        {
            return [];
        }
    }
}
