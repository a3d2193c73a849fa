using ParseWorker.Worker.Engines;
using ParseWorker.Worker.Hosting;

namespace ParseWorker.Worker.Jobs;

/// <summary>How long a stop may take; each layer waits longer than the one inside it.</summary>
internal static class Deadlines
{
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    /// <summary>Drain, then the engine's grace, then the last pages and the ending.</summary>
    public static TimeSpan JobServer(WorkerOptions worker, EngineOptions engines) =>
        worker.DrainTime + engines.Grace + (2 * worker.WriteLimit) + Margin;

    public static TimeSpan Host(WorkerOptions worker, EngineOptions engines) => JobServer(worker, engines) + Margin;
}
