using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ParseWorker.Core.Workers;

namespace ParseWorker.Worker.Retention;

/// <summary>
/// Removes what was deleted, and what has been kept long enough. Every worker purges, every ten seconds, without a lock: each row is
/// taken by one. What was deleted is gone from the database, and from the bucket, within a minute.
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
            // What a round could not finish is not left for ten seconds: others had their turn in it.
            do while (await PurgeAsync(stoppingToken)) ;
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            Stopped();
        }
    }

    /// <summary>One round. Parses and files go first: their documents are free then.</summary>
    /// <returns>True when it left work of some kind.</returns>
    internal async Task<bool> PurgeAsync(CancellationToken token)
    {
        var more = false;
        foreach (var (kind, age) in options.Value.Limited)
            more |= await EmptyAsync(kind.ToString(), () => AllRemovedAsync(store.PurgeAsync(kind, age, token)), token);
        more |= await EmptyAsync("Places of deleted parses", () => AllRemovedAsync(store.PurgeDeletedAsync(token)), token);
        more |= await EmptyAsync("Uploads", () => AllRemovedAsync(store.PurgeUploadsAsync(token)), token);
        more |= await EmptyAsync("Documents", () => store.PurgeBlobsAsync(token), token);
        more |= await EmptyAsync("Objects of the bucket", () => AllRemovedAsync(store.PurgeObjectsAsync(token)), token);
        return more;
    }

    private static async Task<PurgedBatch> AllRemovedAsync(Task<int> purge)
    {
        var removed = await purge;
        return new(removed, removed);
    }

    private async Task<bool> EmptyAsync(string kind, Func<Task<PurgedBatch>> purge, CancellationToken token)
    {
        var (removed, batch) = (0L, 0);
        try
        {
            for (; batch < MostBatches && await purge() is { Settled: > 0 } done; batch++) removed += done.Removed;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !token.IsCancellationRequested)
        {
            PurgeFailed(exception, kind);
        }

        if (removed > 0) Purged(kind, removed);
        return batch == MostBatches;
    }

    [LoggerMessage(4601, LogLevel.Information, "{Kind}: {Count} removed")]
    private partial void Purged(string kind, long count);

    [LoggerMessage(4602, LogLevel.Warning, "{Kind}: removing failed; the next round is in ten seconds")]
    private partial void PurgeFailed(Exception exception, string kind);

    [LoggerMessage(4603, LogLevel.Debug, "Purging has stopped")]
    private partial void Stopped();
}
