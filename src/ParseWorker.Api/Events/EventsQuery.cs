using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using ParseWorker.Api.Errors;
using ParseWorker.Api.Parameters;

namespace ParseWorker.Api.Events;

/// <summary>Which events a client asks for; an empty value counts as absent.</summary>
internal sealed record EventsQuery
{
    /// <summary>The header in which a client that was cut off says where it was.</summary>
    public const string LastEventId = "Last-Event-ID";

    [FromQuery(Name = "limit"), Description("Events at most, 1 to 100; 100 by default. Not for streams.")]
    public string? Limit { get; init; }

    [FromQuery(Name = "order"), Description("asc (the default: as it happened) or desc. Not for streams.")]
    public string? Order { get; init; }

    [FromQuery(Name = "after"), Description("An event's number: those that follow it in the asked order. Goes before 'before'.")]
    public string? After { get; init; }

    [FromQuery(Name = "before"), Description("An event's number: those that precede it in the asked order. Not for streams.")]
    public string? Before { get; init; }

    [FromHeader(Name = LastEventId), Description("For streams: the number of the last event that was seen. Goes before 'after'.")]
    public string? Seen { get; init; }

    /// <summary>True for newest first.</summary>
    /// <exception cref="RefusedException">422: neither asc nor desc.</exception>
    public bool Descending => Order switch
    {
        null or "" or "asc" => false,
        "desc" => true,
        _ => throw RefusedException.Invalid("invalid_query", "'order' must be asc or desc."),
    };

    /// <summary>The number after which a stream begins; 0 for all.</summary>
    /// <exception cref="RefusedException">422: no number.</exception>
    public int StreamAfter => ReadNumber(Seen, LastEventId) ?? ReadNumber(After, "after") ?? 0;

    /// <summary>The numbers that the page spans in a history of <paramref name="count"/> events; some may not exist.</summary>
    /// <exception cref="RefusedException">422: a value is outside the contract.</exception>
    public (int First, int Last) Window(int count)
    {
        var limit = QueryLimit.Read(Limit, absent: QueryLimit.Greatest);
        var after = ReadNumber(After, "after");
        var before = after is null ? ReadNumber(Before, "before") : null;

        // A number beyond the end of the history counts as the one right after it, so that nothing overflows.
        var cursor = Math.Min(after ?? before ?? (Descending ? count + 1 : 0), count + 1);
        var upwards = Descending == before is not null;
        return upwards ? (cursor + 1, cursor + limit) : (Math.Max(cursor - limit, 1), cursor - 1);
    }

    private static int? ReadNumber(string? text, string name)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        return QueryNumber.TryRead(text.Trim(), out var number)
            ? number
            : throw RefusedException.Invalid("invalid_cursor", $"The cursor in '{name}' must be the number of an event.");
    }
}
