using System.Runtime.CompilerServices;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;

namespace ParseWorker.Postgres.Parses;

/// <summary>Reads parses; the list is a keyset over (created_at, id).</summary>
internal sealed class ParseQueries(Databases databases) : IParseQueries
{
    public async Task<Parse?> FindAsync(string environment, ParseId id, CancellationToken token) =>
        (await databases.FirstOrDefaultAsync<ParseRow>(Sql.FindParse, new { environment, id = id.ToString() }, token))?.ToParse();

    public async IAsyncEnumerable<ParsedPage> ReadPagesAsync(ParseId id, [EnumeratorCancellation] CancellationToken token)
    {
        await using var command = databases.Main.CreateCommand(Sql.ReadPages);
        command.Parameters.AddWithValue("id", id.ToString());
        await using var reader = await command.ExecuteReaderAsync(token);
        while (await reader.ReadAsync(token)) yield return new ParsedPage(reader.GetInt32(0), reader.GetString(1));
    }

    public async Task<ParseList?> ListAsync(ParseListQuery query, CancellationToken token)
    {
        var cursor = query.After ?? query.Before;
        var place = cursor is { } id ? await FindPlaceAsync(query.Environment, id, token) : null;
        if (cursor is not null && place is null) return null;

        var page = await Keyset.ReadAsync<ParseRow>(
            query.Ascending, query.After is null ? null : place, query.After is null ? place : null, query.Limit,
            (towardsNewer, bound, limit) => ReadAsync(query, towardsNewer, bound, limit, token), row => new Place(row.CreatedAt, row.Id));
        return new ParseList([.. page.Rows.Select(row => row.ToParse())], page.HasEarlier, page.HasLater);
    }

    public async Task<IReadOnlyList<ParseId>> FindCancellableAsync(CancelFilter filter, CancellationToken token)
    {
        var ids = await databases.QueryAsync<string>(Sql.FindCancellable, new
        {
            filter.Environment,
            ids = filter.Ids?.Select(id => id.ToString()).ToArray(),
            statuses = filter.Statuses.Select(status => status.ToWire()).ToArray(),
            fileName = LikePattern.OfPrefix(filter.FileNamePrefix),
            from = filter.From?.UtcDateTime,
            to = filter.To?.UtcDateTime,
            filter.Limit,
        }, token);
        return [.. ids.Select(ParseId.Parse)];
    }

    public async Task<IReadOnlyList<ParseUpdate>> ReadUpdatesAsync(IReadOnlyCollection<UpdateRequest> requests, CancellationToken token)
    {
        var rows = await databases.QueryAsync<UpdateRow>(Sql.ReadUpdates, new
        {
            ids = requests.Select(request => request.Id.ToString()).ToArray(),
            afters = requests.Select(request => request.EventsAfter).ToArray(),
            pages = requests.Select(request => request.PagesDone).ToArray(),
            limit = ParseUpdate.EventsAtOnce,
        }, token);
        return UpdateRow.ToUpdates(rows);
    }

    public async Task<IReadOnlyList<ParseEvent>> ReadEventsAsync(ParseId id, int first, int last, CancellationToken token)
    {
        var events = await databases.QueryAsync<EventRow>(Sql.ReadEvents, new { id = id.ToString(), first, last }, token);
        return [.. events.Select(row => new ParseEvent(row.Number, ParseEventKindNames.Parse(row.Kind), row.At, row.Attempt, row.Detail))];
    }

    private async Task<Place?> FindPlaceAsync(string environment, ParseId id, CancellationToken token)
    {
        var createdAt = await databases.FirstOrDefaultAsync<DateTime?>(Sql.FindCursor, new { environment, id = id.ToString() }, token);
        return createdAt is { } at ? new Place(at, id.ToString()) : null;
    }

    private Task<IReadOnlyList<ParseRow>> ReadAsync(
        ParseListQuery query, bool towardsNewer, Place? bound, int limit, CancellationToken token) =>
        databases.QueryAsync<ParseRow>(towardsNewer ? Sql.ListNewer : Sql.ListOlder, new
        {
            query.Environment,
            status = query.Status?.ToWire(),
            fileName = LikePattern.OfPrefix(query.FileNamePrefix),
            from = query.From?.UtcDateTime,
            to = query.To?.UtcDateTime,
            boundTime = bound?.CreatedAt,
            boundId = bound?.Id,
            limit,
        }, token);

    private sealed class EventRow
    {
        public int Number { get; init; }
        public required string Kind { get; init; }
        public DateTime At { get; init; }
        public int Attempt { get; init; }
        public string? Detail { get; init; }
    }
}
