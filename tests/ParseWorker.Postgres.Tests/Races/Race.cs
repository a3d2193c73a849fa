namespace ParseWorker.Postgres.Tests.Races;

/// <summary>Two at the same moment: both wait at a barrier, then one of them a few microseconds more, another one each round.</summary>
internal static class Race
{
    public const int Rounds = 200;

    public static async Task<(TLeft Left, TRight Right)> RunAsync<TLeft, TRight>(Func<Task<TLeft>> left, Func<Task<TRight>> right)
    {
        using var barrier = new Barrier(2);
        var lead = Random.Shared.Next(-20_000, 20_000);
        var first = Task.Run(() => StartAsync(left, lead));
        var second = Task.Run(() => StartAsync(right, -lead));
        await Task.WhenAll(first, second);
        return (await first, await second);

        async Task<T> StartAsync<T>(Func<Task<T>> contender, int delay)
        {
            barrier.SignalAndWait();
            if (delay > 0) Thread.SpinWait(delay);
            return await contender();
        }
    }
}
