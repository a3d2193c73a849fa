using System.Diagnostics;

namespace ParseWorker.Testing;

/// <summary>Waits for something, never for a while.</summary>
public static class Eventually
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    /// <summary>Reads until the value is as expected; a deadline that passes fails with the last value.</summary>
    public static async Task<T> BecomesAsync<T>(Func<Task<T>> read, Func<T, bool> expected, TimeSpan? deadline = null)
    {
        var limit = deadline ?? TimeSpan.FromMinutes(1);
        var started = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(Step);
        while (true)
        {
            var value = await read();
            if (expected(value)) return value;
            if (Stopwatch.GetElapsedTime(started) > limit)
                throw new TimeoutException($"Not so within {limit}; the last value was: {value}");
            await timer.WaitForNextTickAsync();
        }
    }

    /// <summary>Reads until the value is as expected.</summary>
    public static Task<T> BecomesAsync<T>(Func<T> read, Func<T, bool> expected, TimeSpan? deadline = null) =>
        BecomesAsync(() => Task.FromResult(read()), expected, deadline);

    /// <summary>Waits until the condition holds.</summary>
    public static Task IsTrueAsync(Func<bool> condition, TimeSpan? deadline = null) => BecomesAsync(condition, met => met, deadline);
}
