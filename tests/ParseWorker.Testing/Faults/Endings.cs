using ParseWorker.Core.Parses;

namespace ParseWorker.Testing.Faults;

/// <summary>Looks at many parses of a database at once: each has ended, each history is sound, each result is whole.</summary>
public static class Endings
{
    private const string Parses = """
        select p.id, p.status, p.attempt, p.attempts_spent + p.workers_lost, p.event_count, p.page_count, p.pages_done,
               (select count(*) from parseworker.parse_pages g where g.parse_id = p.id and g.number between 1 and p.pages_done) as stored
        from parseworker.parses p where p.created_at >= $1 order by p.id
        """;

    private const string Events = """
        select e.parse_id, e.n, e.kind, e.attempt, case when e.kind = 'retried' then e.detail end
        from parseworker.parse_events e join parseworker.parses p on p.id = e.parse_id
        where p.created_at >= $1 order by e.parse_id, e.n
        """;

    private const string Unended = """
        select coalesce(string_agg(id || ' ' || status, ', '), '') from parseworker.parses
        where created_at >= $1 and status in ('pending', 'queued', 'in_progress')
        """;

    /// <summary>Waits until all parses that were created since a moment have ended, then looks at them.</summary>
    /// <param name="database">Where they are.</param>
    /// <param name="since">The moment, by the clock of the database's machine, in UTC.</param>
    /// <param name="deadline">How long to wait; 90 s by default.</param>
    /// <returns>The parses, each with its events in order and divided by a space; a retry says why, as in
    /// <c>retried(engine_crashed)</c>.</returns>
    /// <exception cref="TimeoutException">Some have not ended.</exception>
    /// <exception cref="InvalidOperationException">A history or a result is not as it must be.</exception>
    public static async Task<IReadOnlyDictionary<string, string>> SinceAsync(
        TestDatabase database, DateTimeOffset since, TimeSpan? deadline = null)
    {
        await Eventually.BecomesAsync(
            () => database.ScalarAsync<string>(Unended, since), left => left.Length == 0, deadline ?? TimeSpan.FromSeconds(90));
        var events = await ReadEventsAsync(database, since);
        var faults = (await ReadParsesAsync(database, since)).SelectMany(parse => Faults(parse, events[parse.Id])).ToList();
        return faults.Count == 0
            ? events.ToDictionary(parse => parse.Key, parse => string.Join(' ', parse))
            : throw new InvalidOperationException(string.Join(Environment.NewLine, faults));
    }

    private static IEnumerable<string> Faults(EndedParse parse, IEnumerable<HistoryEvent> events)
    {
        var history = ParseHistory.Follow(events);
        foreach (var fault in history.Faults) yield return $"{parse.Id}: {fault}";
        if (history.Status?.ToWire() != parse.Status) yield return $"{parse.Id} is {parse.Status}; its history leads to {history.Status}.";
        if (history.Attempt != parse.Attempt) yield return $"{parse.Id} is at attempt {parse.Attempt}; its history at {history.Attempt}.";
        if (events.Count() != parse.EventCount) yield return $"{parse.Id} counts {parse.EventCount} events and has {events.Count()}.";

        // The attempt that ends a parse may be lost too, and leaves one event for both.
        if (parse.Lost < history.Lost || parse.Lost > history.Lost + 1)
            yield return $"{parse.Id} counts {parse.Lost} lost attempts; its history has {history.Lost}.";
        if (parse.Stored != parse.PagesDone) yield return $"{parse.Id} says {parse.PagesDone} pages are done and has {parse.Stored}.";
        if (parse.Status == "completed" && parse.PagesDone != parse.PageCount)
            yield return $"{parse.Id} is completed with {parse.PagesDone} of {parse.PageCount} pages.";
    }

    private static async Task<List<EndedParse>> ReadParsesAsync(TestDatabase database, DateTimeOffset since)
    {
        var parses = new List<EndedParse>();
        await using var command = database.Source.CreateCommand(Parses);
        command.Parameters.Add(new() { Value = since });
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            parses.Add(new EndedParse(
                reader.GetString(0), reader.GetString(1), reader.GetInt32(2), reader.GetInt32(3), reader.GetInt32(4),
                await reader.IsDBNullAsync(5) ? null : reader.GetInt32(5), reader.GetInt32(6), reader.GetInt64(7)));
        }

        return parses;
    }

    private static async Task<ILookup<string, HistoryEvent>> ReadEventsAsync(TestDatabase database, DateTimeOffset since)
    {
        var events = new List<(string Id, HistoryEvent Event)>();
        await using var command = database.Source.CreateCommand(Events);
        command.Parameters.Add(new() { Value = since });
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            events.Add((reader.GetString(0), new HistoryEvent(reader.GetInt32(1), reader.GetString(2), reader.GetInt32(3),
                await reader.IsDBNullAsync(4) ? null : reader.GetString(4))));
        return events.ToLookup(row => row.Id, row => row.Event);
    }

    private sealed record EndedParse(
        string Id, string Status, int Attempt, int Lost, int EventCount, int? PageCount, int PagesDone, long Stored);
}
