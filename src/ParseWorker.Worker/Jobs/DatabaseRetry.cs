using System.Data.Common;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ParseWorker.Core.Parses;
using ParseWorker.Postgres;
using ParseWorker.Worker.Hosting;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace ParseWorker.Worker.Jobs;

/// <summary>Asks a database again that failed for a passing reason: an outage, a time limit, a lost connection.</summary>
internal sealed partial class DatabaseRetry
{
    /// <summary>Between two tries.</summary>
    internal static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private static readonly ResiliencePropertyKey<Request> Current = new("request");

    private readonly ILogger<DatabaseRetry> _logger;
    private readonly ResiliencePipeline _transferring;
    private readonly ResiliencePipeline _writing;

    public DatabaseRetry(IOptions<WorkerOptions> options, TimeProvider time, ILogger<DatabaseRetry> logger)
    {
        _logger = logger;
        _transferring = Retrying(time).Build();
        _writing = Retrying(time).AddTimeout(options.Value.WriteLimit).Build();
    }

    /// <summary>Runs a write until it is answered; each try is abandoned after <see cref="WorkerOptions.WriteLimit"/>.</summary>
    /// <param name="key">Whose write it is, for the log.</param>
    /// <param name="worthwhile">Asked after a failure; false gives up, and the failure surfaces.</param>
    /// <param name="write">One try; its token fires at the time limit.</param>
    /// <exception cref="TimeoutRejectedException">The last try took too long, and another is not worthwhile.</exception>
    public Task<T> RunAsync<T>(AttemptKey key, Func<bool> worthwhile, Func<CancellationToken, Task<T>> write) =>
        RunAsync(_writing, new Request(key, worthwhile), write);

    /// <summary>
    /// Copies bytes out of the database or into it, however long that takes: only the driver limits the wait, for each piece. A try begins
    /// with the first.
    /// </summary>
    public Task TransferAsync(AttemptKey key, Func<bool> worthwhile, Func<Task> transfer) =>
        RunAsync(_transferring, new Request(key, worthwhile), async _ =>
        {
            await transfer();
            return true;
        });

    private static async Task<T> RunAsync<T>(ResiliencePipeline pipeline, Request request, Func<CancellationToken, Task<T>> query)
    {
        // Nothing stops it but the request's own judgement: an ending must be written while the worker stops, too.
        var context = ResilienceContextPool.Shared.Get(CancellationToken.None);
        context.Properties.Set(Current, request);
        try
        {
            // A driver that does not hear its token is left behind.
            return await pipeline.ExecuteAsync(
                static async (context, query) => await query(context.CancellationToken).WaitAsync(context.CancellationToken),
                context,
                query);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private ResiliencePipelineBuilder Retrying(TimeProvider time) => new ResiliencePipelineBuilder { TimeProvider = time }.AddRetry(new()
    {
        MaxRetryAttempts = int.MaxValue,
        BackoffType = DelayBackoffType.Constant,
        Delay = Pause,
        ShouldHandle = failed => ValueTask.FromResult(IsPassing(failed.Outcome.Exception) && Asked(failed.Context).Worthwhile()),
        OnRetry = LogFirst,
    });

    private ValueTask LogFirst(OnRetryArguments<object> retry)
    {
        var key = Asked(retry.Context).Key;
        if (retry.AttemptNumber == 0) Failed(retry.Outcome.Exception, key.Id, key.Attempt);
        return ValueTask.CompletedTask;
    }

    private static Request Asked(ResilienceContext context) => context.Properties.GetValue(Current, null!);

    private static bool IsPassing(Exception? exception) => exception switch
    {
        TimeoutRejectedException or TimeoutException => true,
        DbException fault => DatabaseFaults.IsPassing(fault),
        _ => false,
    };

    /// <param name="Key">Whose it is.</param>
    /// <param name="Worthwhile">Whether another try makes sense.</param>
    private sealed record Request(AttemptKey Key, Func<bool> Worthwhile);

    [LoggerMessage(4201, LogLevel.Warning, "The database failed {ParseId}, attempt {Attempt}; it is asked again")]
    private partial void Failed(Exception? exception, ParseId parseId, int attempt);
}
