using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using ParseWorker.Api.Errors;
using ParseWorker.Api.Parameters;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;

namespace ParseWorker.Api.Parses;

/// <summary>The query of a list as clients send it; an empty value counts as absent.</summary>
internal sealed record ListParsesQuery
{
    [FromQuery(Name = "limit"), Description("Rows at most, 1 to 100; 10 by default.")]
    public string? Limit { get; init; }

    [FromQuery(Name = "order"), Description("By creation time: desc (the default) or asc.")]
    public string? Order { get; init; }

    [FromQuery(Name = "after"), Description("A parse's id: the rows that follow it in the asked order. Goes before 'before'.")]
    public string? After { get; init; }

    [FromQuery(Name = "before"), Description("A parse's id: the rows that precede it in the asked order.")]
    public string? Before { get; init; }

    [FromQuery(Name = "filename"), Description("The start of the file's name; case does not matter.")]
    public string? Filename { get; init; }

    [FromQuery(Name = "from_date"), Description("Created on or after: YYYY-MM-DD (UTC) or RFC 3339.")]
    public string? FromDate { get; init; }

    [FromQuery(Name = "to_date"), Description("Created on or before: YYYY-MM-DD (UTC, the whole day) or RFC 3339.")]
    public string? ToDate { get; init; }

    [FromQuery(Name = "status"), Description("pending, queued, in_progress, completed, failed or cancelled.")]
    public string? Status { get; init; }

    [FromQuery(Name = "include_output"), Description("False: rows with an empty output.")]
    public string? IncludeOutput { get; init; }

    /// <summary>The query as the store takes it.</summary>
    /// <exception cref="RefusedException">A value is outside the contract.</exception>
    public ParseListQuery ToCore(string environment)
    {
        var after = ReadCursor(After);
        return new ParseListQuery
        {
            Environment = environment,
            Limit = QueryLimit.Read(Limit, absent: 10),
            Ascending = QueryOrder.IsAscending(Order),
            After = after,

            // Ruby's paging resends the first "before" beside "after".
            Before = after is null ? ReadCursor(Before) : null,
            FileNamePrefix = QueryText.Read(Filename, "filename"),
            From = QueryDate.Read(FromDate, "from_date", endOfDay: false),
            To = QueryDate.Read(ToDate, "to_date", endOfDay: true),
            Status = ReadStatus(),
        };
    }

    /// <summary>A cursor that names no parse here; clients look for the word "cursor".</summary>
    public static RefusedException UnknownCursor() =>
        RefusedException.Invalid("invalid_cursor", "The cursor in 'after' or 'before' does not match a parse in this environment.");

    private static ParseId? ReadCursor(string? cursor)
    {
        if (string.IsNullOrEmpty(cursor)) return null;
        return ParseId.TryParse(cursor, out var id) ? id : throw UnknownCursor();
    }

    private ParseStatus? ReadStatus()
    {
        if (string.IsNullOrEmpty(Status)) return null;
        return ParseStatusNames.TryParse(Status, out var status)
            ? status
            : throw RefusedException.Invalid("invalid_query", $"'status' must be one of {string.Join(", ", ParseStatusNames.All)}.");
    }
}
