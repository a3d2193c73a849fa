namespace ParseWorker.Core.Parses;

/// <summary>One entry of a parse's history.</summary>
/// <param name="Number">Counted from 1 without a gap, by the parse's own counter.</param>
/// <param name="Kind">What happened: <c>created</c>, <c>queued</c>, <c>claimed</c>, <c>page_failed</c>, <c>cancel_requested</c>, <c>cancel_observed</c>,
/// <c>handed_back</c>, <c>taken_back</c>, <c>retried</c>, <c>completed</c>, <c>failed</c>, <c>cancelled</c>.</param>
/// <param name="At">When, by the database's clock.</param>
/// <param name="Attempt">The last attempt granted at that time.</param>
/// <param name="Detail">Who or why, or null; of <c>page_failed</c> the page's number and error code, as in <c>17 page_unreadable</c>.</param>
public sealed record ParseEvent(int Number, string Kind, DateTimeOffset At, int Attempt, string? Detail);
