using Microsoft.Extensions.Logging;
using ParseWorker.Core.Cancellation;

namespace ParseWorker.Worker.Cancellation;

/// <summary>
/// A query that is sent to the database again and again: one at a time, each with a time limit, and no thread waits for it. Its answer
/// is taken when it is there. A query that failed or timed out says nothing about a parse: it is logged, once per outage.
/// </summary>
/// <param name="subject">What is asked, for the log.</param>
/// <param name="limit">How long an answer may take.</param>
/// <param name="time">The clock.</param>
/// <param name="alarm">Rung when there is something to take.</param>
/// <param name="logger">The log.</param>
internal sealed partial class PendingQuery<TAsked, TAnswer>(string subject, TimeSpan limit, TimeProvider time, Alarm alarm, ILogger logger)
{
    private Task<TAnswer>? _answer;
    private TAsked? _asked;
    private bool _outage;

    /// <summary>True from <see cref="Ask"/> until the answer, or its failure, was taken.</summary>
    public bool Pending => _answer is not null;

    /// <summary>Sends the question; the last one must have been taken.</summary>
    public void Ask(TAsked asked, Func<CancellationToken, Task<TAnswer>> query)
    {
        _asked = asked;
        _answer = LimitedQuery.AskAsync(query, limit, time, CancellationToken.None);
        _answer.ContinueWith(
            _ => alarm.Ring(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Takes a good answer with what was asked; false when there is none (yet).</summary>
    public bool TryTake(out TAsked asked, out TAnswer answer)
    {
        (asked, answer) = (_asked!, default!);
        if (_answer is not { IsCompleted: true } finished) return false;

        _answer = null;
        if (finished.IsCompletedSuccessfully)
        {
            if (_outage) Recovered(subject);
            _outage = false;
            answer = finished.Result;
            return true;
        }

        if (!_outage) Unanswered(finished.Exception?.InnerException, subject);
        _outage = true;
        return false;
    }

    [LoggerMessage(4101, LogLevel.Warning, "The database does not answer for {Subject}; nothing is concluded from that, asking goes on")]
    private partial void Unanswered(Exception? exception, string subject);

    [LoggerMessage(4102, LogLevel.Information, "The database answers for {Subject} again")]
    private partial void Recovered(string subject);
}
