namespace ParseWorker.Core.Operators;

/// <summary>How much waited, ran and ended, minute by minute: what operators see of the last days.</summary>
public interface ILoadHistory
{
    /// <summary>How long minutes are kept.</summary>
    static readonly TimeSpan KeptFor = TimeSpan.FromDays(8);

    /// <summary>
    /// Counts the minutes that are over and that nobody has counted yet, ten at most. Several workers may do it at once; a minute is
    /// counted once.
    /// </summary>
    /// <param name="load">What waits and runs now.</param>
    /// <param name="token">Stops the call.</param>
    Task RecordAsync(ParseLoad load, CancellationToken token);

    /// <summary>
    /// The minutes that were counted, the newest last. Where no worker ran for more than ten minutes some are missing; those that were
    /// counted late have what waited and ran then.
    /// </summary>
    /// <param name="age">How far back, up to <see cref="KeptFor"/>.</param>
    /// <param name="token">Stops the call.</param>
    Task<IReadOnlyList<LoadMinute>> ReadAsync(TimeSpan age, CancellationToken token);
}

/// <summary>One minute.</summary>
/// <param name="Minute">Its beginning, UTC.</param>
/// <param name="Waiting">Parses that waited when it was counted; counted to twice <see cref="ParseLoad.MostCounted"/>.</param>
/// <param name="InProgress">Parses that ran then.</param>
/// <param name="OldestWaiting">How long the oldest of those that waited had waited; null when none did.</param>
/// <param name="Completed">Parses that ended so in it.</param>
/// <param name="Failed">Parses that ended so in it.</param>
/// <param name="Cancelled">Parses that ended so in it.</param>
/// <param name="Pages">Pages of those that ended in it.</param>
/// <param name="CancelP50">Half of its cancels of running parses took no longer, from the request to the ending; null without any.</param>
/// <param name="CancelP99">99 of 100 took no longer.</param>
/// <param name="Failures">Of those that failed, how many with which code.</param>
public sealed record LoadMinute(
    DateTimeOffset Minute, long Waiting, long InProgress, TimeSpan? OldestWaiting, long Completed, long Failed, long Cancelled, long Pages,
    TimeSpan? CancelP50, TimeSpan? CancelP99, IReadOnlyDictionary<string, long> Failures);
