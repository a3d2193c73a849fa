namespace ParseWorker.Core.Workers;

/// <summary>Which workers are alive, and with how many slots: what admission and readiness ask.</summary>
public interface IWorkerRegistry
{
    /// <summary>Says that this worker is alive.</summary>
    /// <param name="worker">Its name, slots and readiness.</param>
    /// <param name="token">Stops the call.</param>
    /// <returns>Who has paused it; null when it may claim.</returns>
    Task<string?> ReportAsync(WorkerReport worker, CancellationToken token);

    /// <summary>Has a worker claim nothing more, or claim again; it learns of that with its next report.</summary>
    /// <param name="name">The worker.</param>
    /// <param name="by">Who pauses it, of whom the first stays; null resumes it.</param>
    /// <param name="token">Stops the call.</param>
    /// <returns>False when no such worker is shown to operators.</returns>
    Task<bool> PauseAsync(string name, string? by, CancellationToken token);

    /// <summary>Takes a worker that stops out of the registry.</summary>
    Task RemoveAsync(string name, CancellationToken token);

    /// <summary>The workers that reported within <see cref="WorkerReport.LiveFor"/>.</summary>
    Task<IReadOnlyList<WorkerReport>> ReadLiveAsync(CancellationToken token);
}

/// <summary>One worker's report.</summary>
/// <param name="Name">Host name, process id and a random part.</param>
/// <param name="Slots">Parses it runs at the same time, 1 or more.</param>
/// <param name="Ready">False when it has stopped claiming.</param>
/// <param name="Reason">Why it has, as a sentence that anybody may read; null while it is ready.</param>
public sealed record WorkerReport(string Name, int Slots, bool Ready, string? Reason = null)
{
    /// <summary>Its engine hosts, those that wait for a document included.</summary>
    public int Hosts { get; init; }

    /// <summary>Memory of its engine hosts together, in bytes, when each was last looked at.</summary>
    public long HostBytes { get; init; }

    /// <summary>How often a worker reports.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>A worker is alive for this long after a report: three missed ones.</summary>
    public static readonly TimeSpan LiveFor = TimeSpan.FromSeconds(16);
}
