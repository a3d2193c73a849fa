using ParseWorker.Core.Operators;

namespace ParseWorker.Api.Dashboard.Load;

/// <summary>Some minutes as one bar of a plot.</summary>
/// <param name="Start">Its beginning.</param>
/// <param name="Length">How long it is.</param>
/// <param name="Minutes">Those of it that were counted; none while no worker ran.</param>
internal sealed record LoadBucket(DateTimeOffset Start, TimeSpan Length, IReadOnlyList<LoadMinute> Minutes)
{
    /// <summary>Sums what happened in the bar.</summary>
    public double Sum(Func<LoadMinute, long> of) => Minutes.Sum(of);

    /// <summary>The largest of what was measured in the bar; 0 where nothing was.</summary>
    public double Most(Func<LoadMinute, double?> of) => Minutes.Max(of) ?? 0;

    /// <summary>Bars without a gap up to the last minute that is over, the newest last.</summary>
    /// <param name="minutes">What was counted.</param>
    /// <param name="length">Of a bar: whole minutes.</param>
    /// <param name="count">Bars, 1 or more.</param>
    /// <param name="now">The time.</param>
    public static IReadOnlyList<LoadBucket> Of(IReadOnlyList<LoadMinute> minutes, TimeSpan length, int count, DateTimeOffset now)
    {
        var end = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
        var byAge = minutes.Where(minute => minute.Minute < end).ToLookup(minute => ((end - minute.Minute).Ticks - 1) / length.Ticks);
        return
        [
            .. Enumerable.Range(0, count).Select(n => count - 1 - n)
                .Select(age => new LoadBucket(end - ((age + 1) * length), length, [.. byAge[age]])),
        ];
    }
}
