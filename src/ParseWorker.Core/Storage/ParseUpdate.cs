using ParseWorker.Core.Parses;

namespace ParseWorker.Core.Storage;

/// <summary>What a subscription needs to know of a parse: at least that it has ended or is gone.</summary>
/// <param name="Id">The parse.</param>
/// <param name="EventsAfter">Events with greater numbers, and progress; null when only the end counts.</param>
/// <param name="PagesDone">The progress that is known; null for none.</param>
public sealed record UpdateRequest(ParseId Id, int? EventsAfter = null, int? PagesDone = null);

/// <summary>How a parse stands, and the requested events; all read at one moment.</summary>
public sealed record ParseUpdate
{
    /// <summary>Events at most in one update; the rest comes with the next.</summary>
    public const int EventsAtOnce = 100;

    /// <summary>The parse.</summary>
    public required ParseId Id { get; init; }

    /// <summary>Where it is in its life; null when it is gone.</summary>
    public required ParseStatus? Status { get; init; }

    /// <summary>The last attempt that was granted; 0 before the first.</summary>
    public int Attempt { get; init; }

    /// <summary>Pages whose text is stored.</summary>
    public int PagesDone { get; init; }

    /// <summary>Pages of the document, once an engine has told.</summary>
    public int? PageCount { get; init; }

    /// <summary>Events so far, requested or not.</summary>
    public int EventCount { get; init; }

    /// <summary>When it last changed, by the database's clock.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The events after the requested number, oldest first, without a gap.</summary>
    public IReadOnlyList<ParseEvent> Events { get; init; } = [];
}
