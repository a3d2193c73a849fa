using ParseWorker.Worker.Engines.Linux;
using ParseWorker.Worker.Engines.Processes;

namespace ParseWorker.Worker.Engines.Pool;

/// <summary>Whether an engine host may take another document.</summary>
internal static class HostRetirement
{
    private const int BytesPerMb = 1024 * 1024;

    /// <summary>Looks at a host whose document has ended, and removes the temporary files of that document.</summary>
    /// <returns>Why it may not, or null when it is as good as new.</returns>
    public static string? ReasonFor(HostProcess host, EngineOptions options)
    {
        if (!host.IsAlive) return "it has ended";
        if (host.Documents >= options.DocumentsPerHost) return "it has parsed its share of documents";
        if (ProcessTree.ChildrenOf(host.Id).Any()) return "a process that its document started is still there";
        var memory = ProcessFootprint.MemoryOf(host.Id);
        host.Holds(memory);
        if (memory > options.KeptMemoryMb * (long)BytesPerMb) return "it holds too much memory";
        return host.Folder.TryEmpty() ? null : "a file of its document could not be removed";
    }
}
