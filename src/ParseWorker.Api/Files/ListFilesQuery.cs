using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using ParseWorker.Api.Errors;
using ParseWorker.Api.Parameters;
using ParseWorker.Core.Files;

namespace ParseWorker.Api.Files;

/// <summary>The query of a list of files as clients send it; an empty value counts as absent.</summary>
internal sealed record ListFilesQuery
{
    [FromQuery(Name = "limit"), Description("Rows at most, 1 to 100; 10 by default.")]
    public string? Limit { get; init; }

    [FromQuery(Name = "order"), Description("By creation time: desc (the default) or asc.")]
    public string? Order { get; init; }

    [FromQuery(Name = "after"), Description("A file's id: the rows that follow it in the asked order. An unknown one is ignored.")]
    public string? After { get; init; }

    [FromQuery(Name = "before"), Description("A file's id: the rows that precede it in the asked order. An unknown one is ignored.")]
    public string? Before { get; init; }

    [FromQuery(Name = "filename"), Description("The start of the file's name; case does not matter.")]
    public string? Filename { get; init; }

    [FromQuery(Name = "mime_type"), Description("The exact type.")]
    public string? MimeType { get; init; }

    [FromQuery(Name = "from_date"), Description("Created on or after: YYYY-MM-DD (UTC) or RFC 3339.")]
    public string? FromDate { get; init; }

    [FromQuery(Name = "to_date"), Description("Created on or before: YYYY-MM-DD (UTC, the whole day) or RFC 3339.")]
    public string? ToDate { get; init; }

    [FromQuery(Name = "sort_by"), Description("created_at (the default) or updated_at, which is the same: a file never changes.")]
    public string? SortBy { get; init; }

    [FromQuery(Name = "include_embeddings"), Description("Taken for the clients that send it; there are none.")]
    public string? IncludeEmbeddings { get; init; }

    /// <summary>The query as the store takes it.</summary>
    /// <exception cref="RefusedException">A value is outside the contract.</exception>
    public FileListQuery ToCore(string environment)
    {
        if (SortBy is not (null or "" or "created_at" or "updated_at"))
            throw RefusedException.Invalid("invalid_query", "'sort_by' must be created_at or updated_at.");
        QueryFlag.Read(IncludeEmbeddings, "include_embeddings", absent: false);
        return new FileListQuery
        {
            Environment = environment,
            Limit = QueryLimit.Read(Limit, absent: 10),
            Ascending = QueryOrder.IsAscending(Order),
            After = FileId.TryParse(After, out var after) ? after : null,
            Before = FileId.TryParse(Before, out var before) ? before : null,
            NamePrefix = QueryText.Read(Filename, "filename"),
            MimeType = QueryText.Read(MimeType, "mime_type"),
            From = QueryDate.Read(FromDate, "from_date", endOfDay: false),
            To = QueryDate.Read(ToDate, "to_date", endOfDay: true),
        };
    }
}
