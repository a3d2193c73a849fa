using System.Text;

namespace ParseWorker.Worker.Engines.Linux;

/// <summary>
/// What a process and everything below it hold of the machine, also where it is charged to nobody: memory that the kernel keeps for them,
/// and files that no folder shows any more.
/// </summary>
/// <param name="Bytes">In memory, swapped out, in tables of pages and in buffers; pages that processes share count for each.</param>
/// <param name="Tasks">Processes and threads.</param>
/// <param name="RemovedBytes">Of files that were removed from the folder and are still open.</param>
/// <param name="MapsRemoved">Whether a file that was removed from the folder is mapped: its length is unknown.</param>
internal readonly record struct ProcessFootprint(long Bytes, int Tasks, long RemovedBytes, bool MapsRemoved)
{
    /// <summary>What of a tree is looked at where nothing says how much is too much; more than any host may have.</summary>
    private const int MostProcesses = 2048;

    /// <summary>
    /// What the kernel may hold for an open file, a pipe (pipe(7)) and a socket (net.core.wmem_default, with what surrounds each byte of
    /// it); hosts may ask for no more.
    /// </summary>
    private const int FileBytes = 1024;
    private const int PipeBytes = 64 * 1024;
    private const int SocketBytes = 256 * 1024;

    private const string Removed = " (deleted)";

    /// <summary>
    /// Looks at a tree of processes, no further than to where it is too much: a hostile one may have thousands of threads and millions of
    /// open files, and the worker has other hosts to look at. One that is gone has nothing.
    /// </summary>
    /// <param name="root">The process.</param>
    /// <param name="folder">Where its files are.</param>
    /// <param name="mostTasks">Processes and threads from which on the rest is not looked at.</param>
    /// <param name="mostBytes">Bytes in memory, the same.</param>
    public static ProcessFootprint Of(int root, string folder, int mostTasks, long mostBytes)
    {
        var (faces, held) = Faces(root, mostTasks, mostBytes);
        var buffers = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in faces.SelectMany(face => ProcessTree.Entries($"{face.Path}/fd")))
        {
            if (held.Tasks > mostTasks || held.Bytes > mostBytes) return held;
            var target = TargetOf(file);
            var buffer = target is not null && buffers.Add(target) ? BufferOf(target) : 0;
            held = held with
            {
                Bytes = held.Bytes + FileBytes + buffer,
                RemovedBytes = held.RemovedBytes + RemovedBytesOf(file, target, folder),
            };
        }

        return held with { MapsRemoved = faces.Any(face => Maps(face.Path, folder)) };
    }

    /// <summary>The tree's processes, each before those that it started, and their memory.</summary>
    private static (List<ProcessFace> Faces, ProcessFootprint Held) Faces(int root, int mostTasks, long mostBytes)
    {
        var ids = new List<int> { root };
        var faces = new List<ProcessFace>();
        var held = default(ProcessFootprint);
        for (var next = 0; next < ids.Count && held.Tasks <= mostTasks && held.Bytes <= mostBytes; next++)
        {
            var face = ProcessFace.Of(ids[next]);
            faces.Add(face);
            held = held with { Bytes = held.Bytes + face.MemoryBytes, Tasks = held.Tasks + face.Threads };
            if (held.Tasks <= mostTasks) ids.AddRange(ProcessTree.ChildrenOf(ids[next]));
        }

        return (faces, held);
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

    /// <summary>
    /// A path of more than 4 KiB can't be shown (d_path has one page for it), and only a host's own folder has room for such a path.
    /// </summary>
    private static long RemovedBytesOf(string file, string? target, string folder) =>
        target is null ? FileFacts.BytesOfRemoved(file)
        : target.StartsWith(folder, StringComparison.Ordinal) && target.EndsWith(Removed, StringComparison.Ordinal)
            ? FileFacts.BytesOf(file)
            : 0;

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
