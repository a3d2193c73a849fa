using ParseWorker.Core.Parses;

namespace ParseWorker.Core.Operators;

/// <summary>What operators look at: parses of every environment, and the workers. Never changes anything.</summary>
public interface IOperatorQueries
{
    /// <summary>One page of the parses that a search finds, newest first.</summary>
    Task<FoundParses> SearchAsync(ParseSearch search, CancellationToken token);

    /// <summary>The record, whichever environment owns it; null when there is none.</summary>
    Task<SeenParse?> FindAsync(ParseId id, CancellationToken token);

    /// <summary>The beginnings of some stored pages, in order.</summary>
    /// <param name="id">The parse.</param>
    /// <param name="first">The first page, counted from 1.</param>
    /// <param name="last">The last page; those that are not stored are left out.</param>
    /// <param name="mostCharacters">Characters of each page at most, 1 or more.</param>
    /// <param name="token">Stops the call.</param>
    Task<IReadOnlyList<PageExcerpt>> ReadPagesAsync(ParseId id, int first, int last, int mostCharacters, CancellationToken token);

    /// <summary>How much waits and runs.</summary>
    Task<ParseLoad> ReadLoadAsync(CancellationToken token);

    /// <summary>What waits and runs in each environment.</summary>
    Task<QueueState> ReadQueuesAsync(CancellationToken token);

    /// <summary>The workers, and what each runs.</summary>
    Task<WorkersAtWork> ReadWorkersAsync(CancellationToken token);
}

/// <summary>A record, and when it was read by the database's clock: what its leases and ages are counted by.</summary>
/// <param name="Parse">The record.</param>
/// <param name="At">When it was read.</param>
public sealed record SeenParse(Parse Parse, DateTimeOffset At);

/// <summary>The beginning of a page's text.</summary>
/// <param name="Number">Counted from 1.</param>
/// <param name="Text">The text, or its beginning.</param>
/// <param name="IsCut">True when the text goes on.</param>
public sealed record PageExcerpt(int Number, string Text, bool IsCut);
