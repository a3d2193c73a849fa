namespace ParseWorker.Worker.Webhooks;

/// <summary>
/// When a delivery that failed is sent again. The delays are those that Standard Webhooks recommends (spec/standard-webhooks.md,
/// "Deliverability and reliability"): ten attempts over 75.6 hours. There is no jitter: an endpoint that fails is sent one
/// message at a time.
/// </summary>
internal static class RetrySchedule
{
    /// <summary>What an endpoint may ask for by Retry-After.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private static readonly TimeSpan[] Delays =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    /// <summary>Attempts of a delivery.</summary>
    public static int Attempts => Delays.Length + 1;

    /// <summary>How long to wait.</summary>
    /// <param name="failures">Attempts that have failed, this one included, from 1.</param>
    /// <param name="asked">What the endpoint asked for; it may lengthen the wait to a day and shortens none.</param>
    /// <returns>Null when it is given up.</returns>
    public static TimeSpan? DelayAfter(int failures, TimeSpan? asked = null)
    {
        if (failures > Delays.Length) return null;
        var delay = Delays[failures - 1];
        var wanted = asked < Longest ? asked : asked is null ? null : Longest;
        return wanted > delay ? wanted : delay;
    }
}
