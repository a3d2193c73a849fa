namespace ParseWorker.Core.Parses;

/// <summary>What somebody wants to hear of a parse: its ending or its going at least.</summary>
/// <param name="Id">The parse.</param>
/// <param name="EventsAfter">Events with greater numbers, and progress; null when only the ending counts.</param>
/// <param name="PagesDone">The progress that was heard last; null when it isn't known.</param>
public sealed record NewsWish(ParseId Id, int? EventsAfter = null, int? PagesDone = null);

/// <summary>How a parse stands, and the events that were asked for; all of one moment.</summary>
public sealed record ParseNews
{
    /// <summary>Events at most in one piece of news; the rest comes with the next.</summary>
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

    /// <summary>Events so far, asked for or not.</summary>
    public int EventCount { get; init; }

    /// <summary>When it last changed, by the database's clock.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The events after the wished number, oldest first, without a gap.</summary>
    public IReadOnlyList<ParseEvent> Events { get; init; } = [];
}
