using System.Globalization;

namespace ParseWorker.Worker.Engines.Linux;

/// <summary>
/// The /proc folder that shows a process's memory and files. Once the main thread has exited, the process's own folder shows neither,
/// though other threads go on with both: then it is the folder of a live thread.
/// </summary>
internal sealed class ProcessFace
{
    private const string Ended = "Z";

    /// <summary>Memory, memory that was swapped out, and the tables of pages that tell where both are.</summary>
    private static readonly string[] Memory = ["VmRSS", "VmSwap", "VmPTE"];

    private readonly Dictionary<string, string> _status;

    private ProcessFace(string path)
    {
        Path = path;
        _status = (from line in (ProcessTree.Read($"{path}/status") ?? "").Split('\n')
                   let colon = line.IndexOf(':', StringComparison.Ordinal)
                   where colon > 0
                   select (Field: line[..colon], Value: line[(colon + 1)..].Trim()))
            .ToDictionary(line => line.Field, line => line.Value);
    }

    public string Path { get; }

    public long MemoryBytes => Memory.Sum(NumberOf) * 1024;

    /// <summary>Of the whole process.</summary>
    public int Threads => (int)NumberOf("Threads");

    public static ProcessFace Of(int id)
    {
        var process = new ProcessFace($"/proc/{id}");
        if (!process._status.GetValueOrDefault("State", "").StartsWith(Ended, StringComparison.Ordinal)) return process;

        var threads = ProcessTree.Entries($"/proc/{id}/task").Select(thread => new ProcessFace(thread));
        return threads.FirstOrDefault(thread => thread.MemoryBytes > 0) ?? process;
    }

    private long NumberOf(string field) =>
        _status.TryGetValue(field, out var value) ? long.Parse(value.Split(' ')[0], CultureInfo.InvariantCulture) : 0;
}
