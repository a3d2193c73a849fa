namespace ParseWorker.Core.Parses;

/// <summary>One entry of a parse's history.</summary>
/// <param name="Number">Counted from 1 without a gap, by the parse's own counter.</param>
/// <param name="Kind">What happened.</param>
/// <param name="At">When, by the database's clock.</param>
/// <param name="Attempt">The last attempt granted at that time.</param>
/// <param name="Detail">Who or why, or null; of a page that failed its number and error code, as in <c>17 page_unreadable</c>.</param>
public sealed record ParseEvent(int Number, ParseEventKind Kind, DateTimeOffset At, int Attempt, string? Detail);
