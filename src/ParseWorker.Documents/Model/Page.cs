using ParseWorker.Core.Errors;

namespace ParseWorker.Documents.Model;

/// <summary>One page, as an engine read it.</summary>
/// <param name="Number">Counted from 1.</param>
/// <param name="Blocks">Its content in reading order; empty for an empty page.</param>
public sealed record Page(int Number, IReadOnlyList<Block> Blocks)
{
    /// <summary>Why the page could not be read and is empty; null for one that was.</summary>
    public ParseError? Failure { get; init; }
}
