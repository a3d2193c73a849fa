using System.Text.Json;
using ParseWorker.Core.Operators;

namespace ParseWorker.Postgres.Operators;

/// <summary>The minutes, by the database's clock.</summary>
internal sealed class LoadHistory(Databases databases) : ILoadHistory
{
    /// <summary>Longer than a transaction takes whose time an ending has.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public Task RecordAsync(ParseLoad load, CancellationToken token) => databases.ExecuteAsync(
        Sql.RecordMinutes,
        new { patience = Patience, keptFor = ILoadHistory.KeptFor, load.Waiting, load.InProgress, load.OldestWaiting }, token);

    public async Task<IReadOnlyList<LoadMinute>> ReadAsync(TimeSpan age, CancellationToken token) =>
        [.. (await databases.QueryAsync<Row>(Sql.ReadMinutes, new { age }, token)).Select(row => row.ToMinute())];

    private sealed class Row
    {
        public DateTime Minute { get; init; }
        public long Waiting { get; init; }
        public long InProgress { get; init; }
        public TimeSpan? OldestWaiting { get; init; }
        public long Completed { get; init; }
        public long Failed { get; init; }
        public long Cancelled { get; init; }
        public long Pages { get; init; }
        public TimeSpan? CancelP50 { get; init; }
        public TimeSpan? CancelP99 { get; init; }
        public required string Failures { get; init; }

        public LoadMinute ToMinute() => new(
            new DateTimeOffset(Minute), Waiting, InProgress, OldestWaiting, Completed, Failed, Cancelled, Pages, CancelP50, CancelP99,
            JsonSerializer.Deserialize<Dictionary<string, long>>(Failures)!);
    }
}
