using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ParseWorker.Core.Workers;

namespace ParseWorker.Worker.Retention;

/// <summary>
/// Removes what was deleted, and what has been kept long enough. Every worker purges, every ten seconds, without a lock: each row is
/// taken by one. What was deleted is gone from the database within a minute.
/// </summary>
internal sealed partial class Purger(IRetentionStore store, IOptions<RetentionOptions> options, TimeProvider time, ILogger<Purger> logger)
    : BackgroundService
{
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <summary>Batches of one kind in a round at most, so that a large backlog of one does not keep the others waiting.</summary>
    internal const int MostBatches = 100;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do await PurgeAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            Stopped();
        }
    }

    /// <summary>One round. Parses and files go first: their documents are free then.</summary>
    internal async Task PurgeAsync(CancellationToken token)
    {
        foreach (var (kind, age) in options.Value.Limited)
            await EmptyAsync(kind.ToString(), () => store.PurgeAsync(kind, age, token), token);
        await EmptyAsync("Uploads", () => store.PurgeUploadsAsync(token), token);
        await EmptyAsync("Documents", () => store.PurgeBlobsAsync(token), token);
    }

    private async Task EmptyAsync(string kind, Func<Task<int>> purge, CancellationToken token)
    {
        var removed = 0;
        try
        {
            for (var batch = 0; batch < MostBatches && await purge() is > 0 and var count; batch++) removed += count;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !token.IsCancellationRequested)
        {
            PurgeFailed(exception, kind);
        }

        if (removed > 0) Purged(kind, removed);
    }

    [LoggerMessage(4601, LogLevel.Information, "{Kind}: {Count} removed")]
    private partial void Purged(string kind, int count);

    [LoggerMessage(4602, LogLevel.Warning, "{Kind}: removing failed; the next round is in ten seconds")]
    private partial void PurgeFailed(Exception exception, string kind);

    [LoggerMessage(4603, LogLevel.Debug, "Purging has stopped")]
    private partial void Stopped();
}
