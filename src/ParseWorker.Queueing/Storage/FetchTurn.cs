using Hangfire.Storage;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ParseWorker.Queueing.Storage;

/// <summary>
/// Only one idle slot of a process polls at a time, so that polling costs the same however many slots there are. A database that is away is
/// asked again every second: Hangfire's own back-off grows to minutes and would let work wait long after the database is back.
/// </summary>
/// <param name="turn">Free from the start; lives as long as the process.</param>
/// <param name="slots">Hears of each slot that looks for a job.</param>
/// <param name="enqueued">Has it ask again before the poll interval is over.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Hears of outages, once each.</param>
internal sealed partial class FetchTurn(SemaphoreSlim turn, IdleSlots slots, EnqueuedSignal enqueued, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>A failure this long after the last one is another outage.</summary>
    private static readonly TimeSpan OutageEnds = TimeSpan.FromMinutes(1);

    private long? _failedAt;

    /// <summary>Waits for the turn, then for a job.</summary>
    /// <param name="fetch">Asks for a job until there is one.</param>
    /// <param name="token">Ends both waits.</param>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    public IFetchedJob Fetch(Func<CancellationToken, IFetchedJob> fetch, CancellationToken token)
    {
        slots.Enter();
        try
        {
            turn.Wait(token);
            try
            {
                return FetchInTurn(fetch, token);
            }
            finally
            {
                turn.Release();
            }
        }
        finally
        {
            slots.Leave();
        }
    }

    private IFetchedJob FetchInTurn(Func<CancellationToken, IFetchedJob> fetch, CancellationToken token)
    {
        while (true)
        {
            using var asking = CancellationTokenSource.CreateLinkedTokenSource(token);
            enqueued.CancelWhenRaised(asking);
            try
            {
                if (TryFetch(fetch, asking.Token) is { } job) return job;

                // Hangfire's slots are threads: this one has nothing else to do.
                Task.Delay(Pause, time, token).GetAwaiter().GetResult();
            }
            catch (OperationCanceledException) when (!token.IsCancellationRequested)
            {
                // A job was enqueued while it waited for the next poll.
            }
            finally
            {
                enqueued.Forget(asking);
            }
        }
    }

    private IFetchedJob? TryFetch(Func<CancellationToken, IFetchedJob> fetch, CancellationToken token)
    {
        try
        {
            return fetch(token);
        }
        catch (NpgsqlException exception)
        {
            if (_failedAt is not { } last || time.GetElapsedTime(last) > OutageEnds) Away(exception, Pause);
            _failedAt = time.GetTimestamp();
            return null;
        }
    }

    [LoggerMessage(3001, LogLevel.Warning, "The database gives no jobs; it is asked again every {Pause}")]
    private partial void Away(Exception exception, TimeSpan pause);
}
