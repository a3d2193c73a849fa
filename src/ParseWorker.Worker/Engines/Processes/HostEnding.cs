using ParseWorker.Core.Engines;

namespace ParseWorker.Worker.Engines.Processes;

/// <summary>What an engine host's silence meant.</summary>
/// <param name="KilledFor">Why the worker killed it, if it did.</param>
/// <param name="ExitCode">Its exit code; null while it lives.</param>
/// <param name="Errors">What it wrote on its standard error.</param>
internal sealed record HostEnding(KillReason KilledFor, int? ExitCode, string Errors)
{
    /// <summary>It has ended and nobody asked for it, so what it wrote may tell why.</summary>
    public bool IsSurprise => KilledFor == KillReason.None && ExitCode is not (null or EngineExitCodes.Stopped);

    /// <summary>As the exception that <see cref="HostProcess.ReadAsync"/> promises.</summary>
    public Exception Explain(EngineOptions options, Exception cause) => this switch
    {
        { KilledFor: KillReason.Unopened } or { ExitCode: EngineExitCodes.Stopped } =>
            new OperationCanceledException("The engine host ended with the document that it was told to stop.", cause),
        { KilledFor: KillReason.Grace } => new EngineKilledException($"The engine did not stop within {options.Grace} and was killed."),
        { KilledFor: KillReason.Memory } =>
            new EngineOutOfMemoryException($"The engine passed {HostCommandLine.ResidentLimit(options) >> 20} MiB and was killed."),
        { KilledFor: KillReason.Tasks } =>
            new EngineCrashedException($"The engine started more than {HostUsage.MostTasks} processes and threads and was killed."),
        { KilledFor: KillReason.TemporarySpace } => DocumentLimits.TemporarySpaceExceeded(options),
        { KilledFor: KillReason.Silent } => new EngineCrashedException("The engine's process did not answer in time and was killed."),
        { ExitCode: null } => new EngineCrashedException("The engine broke the protocol.", cause),
        { ExitCode: EngineExitCodes.NotShutIn } => new EngineCrashedException(Errors.Trim()),
        _ when ExitCode == EngineExitCodes.OutOfMemory || HostErrors.TellOfMemory(Errors) =>
            new EngineOutOfMemoryException($"The engine ran out of its {options.MemoryLimitMb} MiB of heap."),
        _ => new EngineCrashedException($"The engine's process ended with exit code {ExitCode}.", cause),
    };
}
