namespace ParseWorker.Worker.Tests.Exporters;

/// <summary>
/// Tests that run beside no others: OpenTelemetry finds meters by name, and takes those of every host in a process for one's own.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneInItsProcess
{
    public const string Name = "Alone in its process";
}
