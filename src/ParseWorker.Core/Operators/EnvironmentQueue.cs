namespace ParseWorker.Core.Operators;

/// <summary>What waits and runs in one environment.</summary>
/// <param name="Environment">Its name.</param>
/// <param name="Pending">Parses that wait for admission; counted to <see cref="ParseLoad.MostCounted"/>.</param>
/// <param name="Queued">Parses that wait for a worker; counted to <see cref="ParseLoad.MostCounted"/>.</param>
/// <param name="InProgress">Parses that an attempt runs for, those that are being cancelled included.</param>
/// <param name="Cancelling">Parses that still run although somebody asked for their end.</param>
/// <param name="OldestWaiting">How long the oldest of those that wait has waited; null when none does.</param>
public sealed record EnvironmentQueue(
    string Environment, long Pending, long Queued, long InProgress, long Cancelling, TimeSpan? OldestWaiting);
