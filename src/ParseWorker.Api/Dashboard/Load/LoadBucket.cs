using ParseWorker.Core.Operators;

namespace ParseWorker.Api.Dashboard.Load;

/// <summary>Some minutes as one bar of a plot.</summary>
/// <param name="Start">Its beginning.</param>
/// <param name="Length">How long it is.</param>
/// <param name="Minutes">Those of it that were counted; none while no worker ran.</param>
internal sealed record LoadBucket(DateTimeOffset Start, TimeSpan Length, IReadOnlyList<LoadMinute> Minutes)
{
    /// <summary>How long after its beginning a minute is counted at the latest, where a worker runs.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Sums what happened in the bar.</summary>
    public double Sum(Func<LoadMinute, long> of) => Minutes.Sum(of);

    /// <summary>The largest of what was measured in the bar; 0 where nothing was.</summary>
    public double Most(Func<LoadMinute, double?> of) => Minutes.Max(of) ?? 0;

    /// <summary>
    /// Bars without a gap up to the newest minute that was counted, or up to now where that is long ago; the newest last.
    /// </summary>
    /// <param name="minutes">What was counted.</param>
    /// <param name="length">Of a bar: whole minutes.</param>
    /// <param name="count">Bars, 1 or more.</param>
    /// <param name="now">The time.</param>
    public static IReadOnlyList<LoadBucket> Of(IReadOnlyList<LoadMinute> minutes, TimeSpan length, int count, DateTimeOffset now)
    {
        // The minutes are the database's, whose clock may be another, and are counted some seconds after their end.
        var end = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
        if (minutes.Count > 0 && minutes[^1].Minute + Patience > end) end = minutes[^1].Minute + TimeSpan.FromMinutes(1);
        var byAge = minutes.ToLookup(minute => ((end - minute.Minute).Ticks - 1) / length.Ticks);
        return
        [
            .. Enumerable.Range(0, count).Select(n => count - 1 - n)
                .Select(age => new LoadBucket(end - ((age + 1) * length), length, [.. byAge[age]])),
        ];
    }
}
