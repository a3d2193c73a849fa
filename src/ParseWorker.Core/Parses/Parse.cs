using ParseWorker.Core.Errors;

namespace ParseWorker.Core.Parses;

/// <summary>The stored record of one parse, as readers see it; its pages are read apart.</summary>
public sealed record Parse
{
    /// <summary>The parse's id.</summary>
    public required ParseId Id { get; init; }

    /// <summary>The environment that owns it; other environments never see it.</summary>
    public required string Environment { get; init; }

    /// <summary>The document.</summary>
    public required DocumentFile File { get; init; }

    /// <summary>How it is parsed.</summary>
    public required ParseSettings Settings { get; init; }

    /// <summary>Where it is in its life.</summary>
    public required ParseStatus Status { get; init; }

    /// <summary>The fence: the number of the last attempt that was granted; 0 before the first.</summary>
    public required int Attempt { get; init; }

    /// <summary>Attempts that the document spent, by a crash of its engine; at most <see cref="AttemptLimits.MaxAttempts"/>.</summary>
    public required int AttemptsSpent { get; init; }

    /// <summary>Attempts whose worker was lost; at most <see cref="AttemptLimits.MaxLostWorkers"/>. Those spend nothing.</summary>
    public required int WorkersLost { get; init; }

    /// <summary>The worker that holds the lease, for people to read; never used to decide.</summary>
    public string? Owner { get; init; }

    /// <summary>When the lease runs out, by the database's clock; null unless in progress.</summary>
    public DateTimeOffset? LeaseExpiresAt { get; init; }

    /// <summary>The Hangfire job that was last enqueued for it, or null.</summary>
    public string? JobId { get; init; }

    /// <summary>Events so far; the last one's number.</summary>
    public required int EventCount { get; init; }

    /// <summary>Pages of the document, once an engine has told.</summary>
    public int? PageCount { get; init; }

    /// <summary>Pages whose text is stored, counted from page 1 without a gap.</summary>
    public required int PagesDone { get; init; }

    /// <summary>Why it failed; null unless failed.</summary>
    public ParseError? Error { get; init; }

    /// <summary>Pages × the profile's rate; null unless completed.</summary>
    public decimal? Credits { get; init; }

    /// <summary>Tokens that a vision model took, over all attempts; null when none was asked.</summary>
    public long? InputTokens { get; init; }

    /// <summary>Tokens that a vision model answered with, over all attempts; null when none was asked.</summary>
    public long? OutputTokens { get; init; }

    /// <summary>The cancel request, or null when nobody asked.</summary>
    public Cancellation? Cancellation { get; init; }

    /// <summary>Until when a worker has to have started it, by the database's clock; null for no deadline.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>How long it may take from the start of its first attempt; null for no limit of its own.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>When it was recorded.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its first attempt was granted.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>When it last changed; renewing a lease is no change.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>A document as a parse refers to it.</summary>
/// <param name="Id"><c>file_</c> and a ULID.</param>
/// <param name="Name">The file's name as the client gave it.</param>
/// <param name="MimeType">The type told from its bytes, not the one the client declared.</param>
public sealed record DocumentFile(string Id, string Name, string MimeType);

/// <summary>What became of a cancel request.</summary>
/// <param name="RequestedAt">When the first request was recorded; later ones keep it.</param>
/// <param name="RequestedBy">Who asked first: an API key's name, or an operator.</param>
/// <param name="AcknowledgedAt">When the worker saw it, or the request itself ended the parse; null until then.</param>
/// <param name="Forced">True when the engine ignored its token and its process was killed.</param>
public sealed record Cancellation(DateTimeOffset RequestedAt, string RequestedBy, DateTimeOffset? AcknowledgedAt, bool Forced);
