using ParseWorker.Core.Engines;

namespace ParseWorker.Worker.Engines;

/// <summary>Runs an engine over one document.</summary>
internal interface IEngineRunner
{
    /// <summary>Yields what the engine says, its ending last. Reads nothing ahead: what is not asked for waits in the engine.</summary>
    /// <param name="request">The document, in a directory that is the engine's own.</param>
    /// <param name="starved">Told how much longer its process has waited for a processor of the machine; null where nobody asks.</param>
    /// <param name="stop">Stops the engine, also while nobody is asking for its next message. The stream still ends: with
    /// <see cref="EngineMessage.Stopped"/>, with the ending it was about to have, or with <see cref="EngineKilledException"/>.</param>
    /// <exception cref="EngineNotStartedException">No process took the document, which is as it was.</exception>
    /// <exception cref="EngineCrashedException">Its process died, or spoke nonsense.</exception>
    /// <exception cref="EngineOutOfMemoryException">Its process used more memory than it may and was killed.</exception>
    /// <exception cref="EngineKilledException">It did not stop within the grace.</exception>
    /// <exception cref="DocumentLimitException">The document passed a limit of pages, text or temporary files; its engine was stopped.
    /// </exception>
    IAsyncEnumerable<EngineMessage> RunAsync(EngineRequest request, IProgress<TimeSpan>? starved, CancellationToken stop);
}
