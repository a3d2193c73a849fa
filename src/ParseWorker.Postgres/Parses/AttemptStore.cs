using ParseWorker.Core.Parses;
using ParseWorker.Core.Workers;

namespace ParseWorker.Postgres.Parses;

/// <summary>One statement for all parses of a worker.</summary>
internal sealed class AttemptStore(Databases databases) : IAttemptStore
{
    public async Task<IReadOnlyList<AttemptFlags>> ReadFlagsAsync(IReadOnlyCollection<ParseId> ids, CancellationToken token)
    {
        var rows = await databases.QueryAsync<FlagsRow>(Sql.ReadFlags, new { ids = ids.Select(id => id.ToString()).ToArray() }, token);
        return [.. rows.Select(row => new AttemptFlags(
            ParseId.Parse(row.Id), ParseStatusNames.Parse(row.Status), row.Attempt, row.CancelRequested, row.CancelAge))];
    }

    public async Task<IReadOnlyList<AttemptKey>> RenewAsync(
        IReadOnlyCollection<AttemptKey> attempts, TimeSpan lease, CancellationToken token)
    {
        var renewed = await databases.QueryAsync<KeyRow>(Sql.RenewLeases, new
        {
            ids = attempts.Select(key => key.Id.ToString()).ToArray(),
            attempts = attempts.Select(key => key.Attempt).ToArray(),
            lease,
        }, token);
        return [.. renewed.Select(row => new AttemptKey(ParseId.Parse(row.Id), row.Attempt))];
    }

    private sealed class FlagsRow
    {
        public required string Id { get; init; }
        public required string Status { get; init; }
        public int Attempt { get; init; }
        public bool CancelRequested { get; init; }
        public TimeSpan? CancelAge { get; init; }
    }

    private sealed class KeyRow
    {
        public required string Id { get; init; }
        public int Attempt { get; init; }
    }
}
