using ParseWorker.Core.Operators;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;
using ParseWorker.Postgres.Parses;

namespace ParseWorker.Postgres.Operators;

/// <summary>What operators see; the list is a keyset over (created_at, id) of all environments.</summary>
internal sealed class OperatorQueries(Databases databases) : IOperatorQueries
{
    /// <summary>Files with a name in an environment, below which they are all read and put in order: some milliseconds' work.</summary>
    private const int FewNames = 2000;

    public async Task<FoundParses> SearchAsync(ParseSearch search, CancellationToken token)
    {
        var page = await Keyset.ReadAsync<ParseRow>(
            ascending: false, PlaceOf(search.Older), PlaceOf(search.Newer), search.Limit,
            (towardsNewer, bound, limit) => ReadAsync(search, towardsNewer, bound, limit, token), row => new Place(row.CreatedAt, row.Id));
        return new FoundParses([.. page.Rows.Select(Seen)], page.HasEarlier, page.HasLater);
    }

    public async Task<SeenParse?> FindAsync(ParseId id, CancellationToken token) =>
        await databases.FirstOrDefaultAsync<ParseRow>(Sql.FindAnyParse, new { id = id.ToString() }, token) is { } row ? Seen(row) : null;

    public Task<IReadOnlyList<PageExcerpt>> ReadPagesAsync(
        ParseId id, int first, int last, int mostCharacters, CancellationToken token) =>
        databases.QueryAsync<PageExcerpt>(
            Sql.ReadPageExcerpts, new { id = id.ToString(), first, last, mostCharacters }, token);

    public async Task<ParseLoad> ReadLoadAsync(CancellationToken token) =>
        await databases.FirstOrDefaultAsync<ParseLoad>(Sql.ReadLoad, new { most = ParseLoad.MostCounted }, token)
            ?? throw new InvalidOperationException("read_load.sql answered no row.");

    public async Task<QueueState> ReadQueuesAsync(CancellationToken token)
    {
        var rows = await databases.QueryAsync<QueueRow>(Sql.ReadQueues, new { most = ParseLoad.MostCounted }, token);
        return new QueueState([.. rows.Select(row => row.ToQueue()).OfType<EnvironmentQueue>()], rows.Max(row => row.DatabaseBytes ?? 0));
    }

    public async Task<WorkersAtWork> ReadWorkersAsync(CancellationToken token)
    {
        var workers = await databases.QueryAsync<SeenWorker>(Sql.ReadWorkers, new { age = SeenWorker.ShownFor }, token);
        var running = await databases.QueryAsync<ParseRow>(Sql.ReadRunning, new { limit = WorkersAtWork.MostRunning }, token);
        return new WorkersAtWork(workers, [.. running.Select(Seen)]);
    }

    private Task<IReadOnlyList<ParseRow>> ReadAsync(
        ParseSearch search, bool towardsNewer, Place? bound, int limit, CancellationToken token) =>
        databases.QueryAsync<ParseRow>(towardsNewer ? Sql.SearchNewer : Sql.SearchOlder, new
        {
            environment = StorableText.Of(search.Environment),
            status = search.Status?.ToWire(),
            search.Cancelling,
            errorCode = StorableText.Of(search.ErrorCode),
            fileName = LikePattern.OfPrefix(search.FileNamePrefix),
            from = search.From?.UtcDateTime,
            to = search.To?.UtcDateTime,
            boundTime = bound?.CreatedAt,
            boundId = bound?.Id,
            limit,
            fewNames = FewNames,
        }, token);

    private static Place? PlaceOf(ListPlace? place) =>
        place is { } at ? new Place(at.CreatedAt.UtcDateTime, at.Id.ToString()) : null;

    private static SeenParse Seen(ParseRow row) => new(row.ToParse(), row.ReadAt);
}
