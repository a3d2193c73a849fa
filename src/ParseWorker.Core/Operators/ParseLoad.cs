namespace ParseWorker.Core.Operators;

/// <summary>How much waits and runs, over every environment.</summary>
/// <param name="Pending">Parses that wait for admission; counted to <see cref="MostCounted"/>.</param>
/// <param name="Queued">Parses that wait for a worker; counted to <see cref="MostCounted"/>.</param>
/// <param name="InProgress">Parses that an attempt runs for, those that are being cancelled included.</param>
/// <param name="Cancelling">Parses that still run although somebody asked for their end.</param>
/// <param name="OldestWaiting">How long the oldest of those that wait has waited; null when none does.</param>
public sealed record ParseLoad(long Pending, long Queued, long InProgress, long Cancelling, TimeSpan? OldestWaiting)
{
    /// <summary>Where counting ends: beyond, the number says no more than that there are very many.</summary>
    public const int MostCounted = 10_000;

    /// <summary>Parses that wait.</summary>
    public long Waiting => Pending + Queued;
}
