using ParseWorker.Core.Parses;

namespace ParseWorker.Core.Operators;

/// <summary>What an operator looks for. All filters must hold; the newest parses come first.</summary>
public sealed record ParseSearch
{
    /// <summary>Of this environment; null for all.</summary>
    public string? Environment { get; init; }

    /// <summary>In this status.</summary>
    public ParseStatus? Status { get; init; }

    /// <summary>True for those that still run although somebody asked for their end.</summary>
    public bool Cancelling { get; init; }

    /// <summary>Failed with this code.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>Case-insensitive prefix of the file's name.</summary>
    public string? FileNamePrefix { get; init; }

    /// <summary>Created at or after.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Created at or before.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Rows at most, 1 to 100.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>Rows older than this one.</summary>
    public ListPlace? Older { get; init; }

    /// <summary>Rows newer than this one; ignored when <see cref="Older"/> is set.</summary>
    public ListPlace? Newer { get; init; }
}

/// <summary>Where a parse stands in lists: no row needs to be there any more.</summary>
/// <param name="CreatedAt">When it was recorded, to the microsecond.</param>
/// <param name="Id">The parse.</param>
public readonly record struct ListPlace(DateTimeOffset CreatedAt, ParseId Id);

/// <summary>One page of what a search found.</summary>
/// <param name="Parses">The rows, newest first.</param>
/// <param name="HasNewer">True when rows of the same search precede the first.</param>
/// <param name="HasOlder">True when rows of the same search follow the last.</param>
public sealed record FoundParses(IReadOnlyList<SeenParse> Parses, bool HasNewer, bool HasOlder);
