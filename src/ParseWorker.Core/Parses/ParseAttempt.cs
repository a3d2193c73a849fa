namespace ParseWorker.Core.Parses;

/// <summary>The fence that every write of a worker carries.</summary>
/// <param name="Id">The parse.</param>
/// <param name="Attempt">The attempt this worker was granted.</param>
public readonly record struct AttemptKey(ParseId Id, int Attempt);

/// <summary>A granted claim: what to do, and where to go on.</summary>
public sealed record ParseAttempt
{
    /// <summary>The fence.</summary>
    public required AttemptKey Key { get; init; }

    /// <summary>The environment that owns the parse.</summary>
    public required string Environment { get; init; }

    /// <summary>The document.</summary>
    public required DocumentFile File { get; init; }

    /// <summary>SHA-256 of the document's bytes; empty while <see cref="SourceUrl"/> is set.</summary>
    public required ReadOnlyMemory<byte> Sha256 { get; init; }

    /// <summary>Where the document has still to be fetched; null once it is stored. May hold a secret.</summary>
    public string? SourceUrl { get; init; }

    /// <summary>How it is parsed.</summary>
    public required ParseSettings Settings { get; init; }

    /// <summary>Pages an earlier attempt of the same engine stored; this one starts after them.</summary>
    public required int PagesDone { get; init; }

    /// <summary>What is left of the parse's own time limit at the grant, zero or less for none; null without a limit.</summary>
    public TimeSpan? TimeLeft { get; init; }

    /// <summary>
    /// How long the parse had waited at the grant, by the database's clock: from its create, or a later attempt from its return to the
    /// queue. Null when the grant was found afterwards.
    /// </summary>
    public TimeSpan? Waited { get; init; }

    /// <summary>The trace of the create (W3C traceparent); null where that was not traced.</summary>
    public string? TraceParent { get; init; }
}

/// <summary>The text of one page.</summary>
/// <param name="Number">Counted from 1.</param>
/// <param name="Text">Markdown, tables in the asked format; no trailing newline.</param>
public sealed record ParsedPage(int Number, string Text)
{
    /// <summary>The code of what kept the page from being read; written to the parse's events and not read back.</summary>
    public string? FailureCode { get; init; }

    /// <summary>Tokens that a vision model took for it; 0 when none was asked. Added to the parse's, and not read back.</summary>
    public int InputTokens { get; init; }

    /// <summary>Tokens that a vision model answered with; 0 when none was asked. Added to the parse's, and not read back.</summary>
    public int OutputTokens { get; init; }
}
