namespace ParseWorker.Worker.Vision;

/// <summary>How long to leave an endpoint alone between two calls for one page.</summary>
internal static class RetryDelays
{
    /// <summary>The longest pause. An endpoint that asks for more is given up for this attempt: the slot is worth more than the wait.</summary>
    internal static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);

    /// <summary>What the endpoint asked for; else 1, 2, 4 … 60 seconds, and up to a quarter more so that calls don't come in step.</summary>
    /// <param name="attempt">The call that failed, counted from 1.</param>
    /// <param name="asked">The endpoint's wish.</param>
    /// <returns>The pause, or null when the endpoint asks for too much.</returns>
    public static TimeSpan? Before(int attempt, TimeSpan? asked)
    {
        if (asked is { } wish) return wish <= Longest ? wish : null;
        var pause = First * Math.Pow(2, Math.Min(attempt - 1, 10));
        return (pause < Longest ? pause : Longest) * (1 + (Random.Shared.NextDouble() / 4));
    }
}
