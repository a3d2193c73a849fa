using ParseWorker.Core.Parses;

namespace ParseWorker.Core.Storage;

/// <summary>What a cancel request found.</summary>
public enum CancelOutcome
{
    /// <summary>This request is the first: the parse ends <c>cancelled</c>.</summary>
    Accepted,

    /// <summary>Somebody asked before; the parse ends <c>cancelled</c>.</summary>
    AlreadyRequested,

    /// <summary>The parse had ended; nothing changed.</summary>
    AlreadyTerminal,
}

/// <summary>The answer to a cancel request.</summary>
/// <param name="Outcome">What the request found.</param>
/// <param name="Parse">The record after it.</param>
public sealed record CancelResult(CancelOutcome Outcome, Parse Parse);
