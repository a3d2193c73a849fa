using System.Collections.Concurrent;
using ParseWorker.Api.Errors;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;

namespace ParseWorker.Api.Parses;

/// <summary>
/// Notes which creates were answered, and which will never be: a retry joins the latter. Client libraries repeat a create up to four
/// times, and one call must not make four parses; two calls whose clients both wait make two.
/// </summary>
internal sealed partial class AnsweredCreates(IParseStore store, ILogger<AnsweredCreates> logger)
{
    /// <summary>
    /// Notes that are owed at most. The first are those of creates that an outage hit on their way; later ones never reached the database.
    /// </summary>
    private const int MostOwed = 256;

    private readonly ConcurrentDictionary<Task, ParseId> _underWay = new();
    private readonly Lock _gate = new();
    private readonly HashSet<ParseId> _owed = [];

    /// <summary>
    /// Waits until every client that was seen to go away is noted, and every create that failed: what could not be noted while the database
    /// was away is tried again. Some send their request again at once (PHP does), and that one must find the note.
    /// </summary>
    public Task SettleAsync()
    {
        lock (_gate)
        {
            ParseId[] owed = [.. _owed];
            _owed.Clear();
            foreach (var id in owed) _ = AbandonAsync(id, again: true);
        }

        return Task.WhenAll(_underWay.Keys);
    }

    /// <summary>A retry has taken a create over: nothing is owed for it any more.</summary>
    public void Forget(ParseId id)
    {
        lock (_gate) _owed.Remove(id);
    }

    /// <summary>
    /// Runs the part of a create after which its parse exists. When it fails, the create is abandoned before its client hears of it, so
    /// that the retry finds it.
    /// </summary>
    /// <param name="context">The create.</param>
    /// <param name="id">The parse.</param>
    /// <param name="create">Records, answers, or both.</param>
    public async Task<T> AbandonOnFailureAsync<T>(HttpContext context, ParseId id, Func<Task<T>> create)
    {
        try
        {
            return await create();
        }
        catch (Exception exception) when (exception is not RefusedException { Error.Status: < StatusCodes.Status500InternalServerError })
        {
            await AbandonOnceAsync(context, id);
            throw;
        }
    }

    /// <summary>The answer, whose writing reads the database too: a failure there abandons the create as well.</summary>
    public IResult Guard(IResult answer, ParseId id) => new GuardedAnswer(this, answer, id);

    /// <summary>
    /// Marks the create as answered once its response was sent completely to a client that is still there. One that went away, or heard a
    /// 5xx, which only says to try again, leaves it abandoned.
    /// </summary>
    public void MarkWhenSent(HttpContext context, ParseId id)
    {
        var gone = context.RequestAborted;

        // At once, not when whatever the request waits for has unwound: the retry may be here by then.
        var registration = gone.Register(() => AbandonOnceAsync(context, id));
        context.Response.OnCompleted(() =>
        {
            registration.Unregister();
            return gone.IsCancellationRequested || context.Response.StatusCode >= StatusCodes.Status500InternalServerError
                ? AbandonOnceAsync(context, id)
                : MarkAsync(id);
        });
    }

    private async Task MarkAsync(ParseId id)
    {
        try
        {
            await store.MarkAnsweredAsync(id, CancellationToken.None);
        }
        catch (Exception exception)
        {
            MarkFailed(exception, id);
        }
    }

    /// <summary>Once: a retry may have taken the create over since, and would lose it to a third.</summary>
    private Task AbandonOnceAsync(HttpContext context, ParseId id)
    {
        // The framework's items are not for two threads, and the client may go away on another than the request's.
        lock (context.Items)
        {
            if (context.Items.TryGetValue(typeof(AnsweredCreates), out var under)) return (Task)under!;
            var abandoning = AbandonAsync(id, again: false);
            context.Items[typeof(AnsweredCreates)] = abandoning;
            return abandoning;
        }
    }

    private async Task AbandonAsync(ParseId id, bool again)
    {
        var noted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _underWay[noted.Task] = id;
        try
        {
            await store.AbandonCreateAsync(id, CancellationToken.None);
        }
        catch (Exception exception)
        {
            if (!again) AbandonFailed(exception, id);
            lock (_gate)
            {
                if (_owed.Count < MostOwed) _owed.Add(id);
            }
        }
        finally
        {
            _underWay.TryRemove(noted.Task, out _);
            noted.SetResult();
        }
    }

    private sealed class GuardedAnswer(AnsweredCreates creates, IResult answer, ParseId id) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => creates.AbandonOnFailureAsync(httpContext, id, async () =>
        {
            await answer.ExecuteAsync(httpContext);
            return true;
        });
    }

    [LoggerMessage(6204, LogLevel.Warning,
        "{ParseId} could not be marked as answered; once this process ends, an identical create joins it for a while")]
    private partial void MarkFailed(Exception exception, ParseId parseId);

    [LoggerMessage(6205, LogLevel.Warning,
        "{ParseId} could not be marked as abandoned; it is tried again before the next create")]
    private partial void AbandonFailed(Exception exception, ParseId parseId);
}
