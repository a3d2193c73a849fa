using System.Data.Common;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ParseWorker.Core.Parses;
using ParseWorker.Postgres;
using ParseWorker.Worker.Hosting;

namespace ParseWorker.Worker.Jobs;

/// <summary>What a passing fault of the database must not fail: another try follows while it makes sense.</summary>
internal sealed partial class DatabaseRetry(IOptions<WorkerOptions> options, TimeProvider time, ILogger<DatabaseRetry> logger)
{
    internal static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Runs a write until it is answered.</summary>
    /// <param name="key">Whose write it is, for the log.</param>
    /// <param name="worthwhile">Asked after a failure; false gives up, and the failure surfaces.</param>
    /// <param name="write">One try; its token is its time limit.</param>
    public Task<T> RunAsync<T>(AttemptKey key, Func<bool> worthwhile, Func<CancellationToken, Task<T>> write) =>
        PersistAsync(key, worthwhile, options.Value.WriteLimit, write);

    /// <summary>Reads what may be long until it is there. Only the driver limits the wait, for each piece; a try begins with the first.</summary>
    public Task ReadAsync(AttemptKey key, Func<bool> worthwhile, Func<Task> read) =>
        PersistAsync(key, worthwhile, Timeout.InfiniteTimeSpan, async _ =>
        {
            await read();
            return true;
        });

    private async Task<T> PersistAsync<T>(AttemptKey key, Func<bool> worthwhile, TimeSpan each, Func<CancellationToken, Task<T>> request)
    {
        for (var tries = 1; ; tries++)
        {
            using var limit = new CancellationTokenSource(each, time);
            try
            {
                return await request(limit.Token).WaitAsync(limit.Token);
            }
            catch (Exception exception) when (IsPassing(exception, limit.Token) && worthwhile())
            {
                if (tries == 1) Failed(exception, key.Id, key.Attempt);
            }

            await Task.Delay(Pause, time, CancellationToken.None);
        }
    }

    private static bool IsPassing(Exception exception, CancellationToken limit) => exception switch
    {
        OperationCanceledException => limit.IsCancellationRequested,
        TimeoutException => true,
        DbException fault => DatabaseFaults.IsPassing(fault),
        _ => false,
    };

    [LoggerMessage(4201, LogLevel.Warning, "The database failed {ParseId}, attempt {Attempt}; it is asked again")]
    private partial void Failed(Exception exception, ParseId parseId, int attempt);
}
