using ParseWorker.Core.Parses;

namespace ParseWorker.Core.Storage;

/// <summary>A parse to be recorded; its document is stored already, or somewhere on the web.</summary>
public sealed record NewParse
{
    /// <summary>How long a create whose reply never reached its client is joined by an identical one.</summary>
    public static readonly TimeSpan JoinableFor = TimeSpan.FromMinutes(15);

    /// <summary>The id it will have.</summary>
    public required ParseId Id { get; init; }

    /// <summary>The environment that owns it.</summary>
    public required string Environment { get; init; }

    /// <summary>The document.</summary>
    public required DocumentFile File { get; init; }

    /// <summary>
    /// SHA-256 of the document's bytes; the blob with this hash must exist. Empty for a document that is fetched from
    /// <see cref="SourceUrl"/>.
    /// </summary>
    public required ReadOnlyMemory<byte> Sha256 { get; init; }

    /// <summary>Where its worker fetches the document, http or https; null for one that is stored.</summary>
    public string? SourceUrl { get; init; }

    /// <summary>How it is parsed.</summary>
    public required ParseSettings Settings { get; init; }

    /// <summary>The name of the profile that runs it, where the model is an alias; null for the model's own.</summary>
    public string? Profile { get; init; }

    /// <summary>Hash over everything that makes two creates the same request.</summary>
    public required ReadOnlyMemory<byte> Fingerprint { get; init; }

    /// <summary>The client's <c>Idempotency-Key</c>, or null.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>What stands with its first event, where no client made it: who did and why.</summary>
    public string? Note { get; init; }

    /// <summary>The trace of the request that makes it (W3C traceparent), which its attempts go on with; null without one.</summary>
    public string? TraceParent { get; init; }

    /// <summary>True to join an identical create whose client is gone without its answer (no key needed).</summary>
    public bool JoinUnanswered { get; init; } = true;

    /// <summary>True to have the document read anew, where workers would take the pages of an earlier parse of it.</summary>
    public bool BustCache { get; init; }

    /// <summary>How long it may wait for a worker before it ends <c>failed</c>, or null for as long as it takes.</summary>
    public TimeSpan? ExpiresAfter { get; init; }

    /// <summary>How long it may take, all attempts together, from the start of the first, or null for no limit of its own.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>
    /// Parses of the environment that may be <c>pending</c> or <c>queued</c> for this one to be recorded, or null for any number. A create
    /// that joins another parse is not held up by it.
    /// </summary>
    public int? MostWaiting { get; init; }

    /// <summary>The id of the API key that makes it, or null where none does.</summary>
    public string? KeyId { get; init; }

    /// <summary>As <see cref="MostWaiting"/>, of the parses of the same key, where the key has no limit of its own.</summary>
    public int? MostWaitingOfKey { get; init; }
}
