using System.Collections.Concurrent;

namespace ParseWorker.Api.Dashboard.Views;

/// <summary>
/// What open pages ask by themselves, made once for all who ask the same: however many look at a list, it is searched and written once a
/// second. Whoever opens a page, as after a button, gets one of that moment.
/// </summary>
internal sealed class SharedViews(TimeProvider time)
{
    /// <summary>How old an answer may be: less than the time between two refreshes of any page.</summary>
    public static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Answer> _answers = new(StringComparer.Ordinal);

    /// <summary>Answers that are in memory: those that are made or fresh, and what was at the last call.</summary>
    public int Count => _answers.Count;

    /// <summary>
    /// The view of somebody who asked a moment ago, or a new one, which others wait for meanwhile. One that fails is nobody else's: they
    /// make their own, one after the other.
    /// </summary>
    /// <param name="question">All that the view's live part depends on.</param>
    /// <param name="show">Makes it; null when it answered the request in another way.</param>
    /// <param name="token">Ends the wait.</param>
    public async Task<View?> GetAsync(string question, Func<Task<View?>> show, CancellationToken token)
    {
        Forget();
        var answer = _answers.GetOrAdd(question, static _ => new Answer());
        await answer.Making.WaitAsync(token);
        try
        {
            if (answer.View is { } made && !IsStale(answer)) return made;
            answer.View = await show();
            answer.At = time.GetTimestamp();
            return answer.View;
        }
        finally
        {
            answer.Making.Release();
        }
    }

    private bool IsStale(Answer answer) => answer.View is null || time.GetElapsedTime(answer.At) >= FreshFor;

    // They hold texts of documents. Somebody who has found one and does not wait for it yet makes it all the same, for nobody else.
    private void Forget()
    {
        foreach (var (question, answer) in _answers)
        {
            if (answer.Making.CurrentCount > 0 && IsStale(answer))
                _answers.TryRemove(new KeyValuePair<string, Answer>(question, answer));
        }
    }

    // Its semaphore has nothing to give back: nobody asks it for a handle.
    private sealed class Answer
    {
        public SemaphoreSlim Making { get; } = new(1);

        public View? View { get; set; }

        public long At { get; set; }
    }
}
