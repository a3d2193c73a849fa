using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;

namespace ParseWorker.Postgres.Parses;

/// <summary>What read_updates.sql returns: a row per event, or one without an event; rows of one parse are adjacent.</summary>
internal sealed class UpdateRow
{
    public required string Id { get; init; }
    public string? Status { get; init; }
    public int? Attempt { get; init; }
    public int? PagesDone { get; init; }
    public int? PageCount { get; init; }
    public int? EventCount { get; init; }
    public DateTime? UpdatedAt { get; init; }
    public int? Number { get; init; }
    public string? Kind { get; init; }
    public DateTime At { get; init; }
    public int EventAttempt { get; init; }
    public string? Detail { get; init; }

    public static IReadOnlyList<ParseUpdate> ToUpdates(IEnumerable<UpdateRow> rows) =>
        [.. rows.GroupBy(row => row.Id, StringComparer.Ordinal).Select(ToUpdate)];

    private static ParseUpdate ToUpdate(IGrouping<string, UpdateRow> rows)
    {
        var parse = rows.First();
        return new ParseUpdate
        {
            Id = ParseId.Parse(rows.Key),
            Status = parse.Status is { } status ? ParseStatusNames.Parse(status) : null,
            Attempt = parse.Attempt ?? 0,
            PagesDone = parse.PagesDone ?? 0,
            PageCount = parse.PageCount,
            EventCount = parse.EventCount ?? 0,
            UpdatedAt = parse.UpdatedAt ?? default,
            Events = [.. rows.Where(row => row.Number is not null).Select(row => row.ToEvent())],
        };
    }

    private ParseEvent ToEvent() => new(Number!.Value, ParseEventKindNames.Parse(Kind!), At, EventAttempt, Detail);
}
