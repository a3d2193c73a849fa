using ParseWorker.Core.Parses;

namespace ParseWorker.Core.Storage;

/// <summary>Reads parses; never changes one.</summary>
public interface IParseQueries
{
    /// <summary>The record, or null when the environment has no such parse.</summary>
    Task<Parse?> FindAsync(string environment, ParseId id, CancellationToken token);

    /// <summary>The stored pages of a parse, in order, streamed.</summary>
    IAsyncEnumerable<ParsedPage> ReadPagesAsync(ParseId id, CancellationToken token);

    /// <summary>One page of the list.</summary>
    /// <returns>The rows, or null when the cursor names no parse that the environment has or had lately.</returns>
    Task<ParseList?> ListAsync(ParseListQuery query, CancellationToken token);

    /// <summary>Parses of a filter that have not ended and that nobody has asked to cancel, the oldest first.</summary>
    Task<IReadOnlyList<ParseId>> FindCancellableAsync(CancelFilter filter, CancellationToken token);

    /// <summary>
    /// Updates for subscriptions: parses that have ended or are gone, and where events are requested, new events and progress.
    /// One statement however many requests there are; a parse with nothing new is left out.
    /// </summary>
    Task<IReadOnlyList<ParseUpdate>> ReadUpdatesAsync(IReadOnlyCollection<UpdateRequest> requests, CancellationToken token);

    /// <summary>Events <paramref name="first"/> to <paramref name="last"/> of a parse's history, those that exist, oldest first.</summary>
    Task<IReadOnlyList<ParseEvent>> ReadEventsAsync(ParseId id, int first, int last, CancellationToken token);
}

/// <summary>What a list asks for. All filters must hold.</summary>
public sealed record ParseListQuery
{
    /// <summary>How long a deleted parse can still be a cursor.</summary>
    public static readonly TimeSpan CursorsOutliveRowsBy = TimeSpan.FromDays(7);

    /// <summary>The environment whose parses are listed.</summary>
    public required string Environment { get; init; }

    /// <summary>Rows at most, 1 to 100.</summary>
    public int Limit { get; init; } = 10;

    /// <summary>True for oldest first.</summary>
    public bool Ascending { get; init; }

    /// <summary>Rows that follow this one in the asked order.</summary>
    public ParseId? After { get; init; }

    /// <summary>Rows that precede this one in the asked order; ignored when <see cref="After"/> is set.</summary>
    public ParseId? Before { get; init; }

    /// <summary>Case-insensitive prefix of the file's name.</summary>
    public string? FileNamePrefix { get; init; }

    /// <summary>Created at or after.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Created at or before.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>In this status.</summary>
    public ParseStatus? Status { get; init; }
}

/// <summary>Which parses are to be cancelled. All conditions must hold.</summary>
public sealed record CancelFilter
{
    /// <summary>The environment whose parses are meant.</summary>
    public required string Environment { get; init; }

    /// <summary>None but these; null for any.</summary>
    public IReadOnlyCollection<ParseId>? Ids { get; init; }

    /// <summary>In one of these statuses, none of them terminal.</summary>
    public required IReadOnlyList<ParseStatus> Statuses { get; init; }

    /// <summary>Case-insensitive prefix of the file's name.</summary>
    public string? FileNamePrefix { get; init; }

    /// <summary>Created at or after.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Created at or before.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Parses at most, 1 or more.</summary>
    public required int Limit { get; init; }
}

/// <summary>One page of a list.</summary>
/// <param name="Parses">The rows, in the asked order.</param>
/// <param name="HasEarlier">True when rows of the same query precede the first.</param>
/// <param name="HasLater">True when rows of the same query follow the last.</param>
public sealed record ParseList(IReadOnlyList<Parse> Parses, bool HasEarlier, bool HasLater);
