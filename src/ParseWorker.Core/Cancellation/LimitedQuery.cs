namespace ParseWorker.Core.Cancellation;

/// <summary>Asks a database that may never answer.</summary>
public static class LimitedQuery
{
    /// <summary>Runs a query on the thread pool and abandons it after a time limit: a dead connection must not hang its caller.</summary>
    /// <param name="query">Asks; its token fires when nobody waits for the answer any more.</param>
    /// <param name="limit">How long an answer may take.</param>
    /// <param name="time">The clock.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <exception cref="TimeoutException">No answer came in time.</exception>
    public static async Task<T> AskAsync<T>(
        Func<CancellationToken, Task<T>> query, TimeSpan limit, TimeProvider time, CancellationToken stop)
    {
        using var tooLate = new CancellationTokenSource(limit, time);
        using var given = CancellationTokenSource.CreateLinkedTokenSource(tooLate.Token, stop);
        var token = given.Token;
        var asking = Task.Run(() => query(token), CancellationToken.None);
        try
        {
            return await asking.WaitAsync(limit, time, stop);
        }
        catch (Exception) when (!asking.IsCompleted)
        {
            // Its exception, should one come, is observed here.
            _ = asking.ContinueWith(
                late => late.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            throw;
        }
    }
}
