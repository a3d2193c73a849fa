using System.Collections.Concurrent;
using Npgsql;
using ParseWorker.Core.Documents;
using ParseWorker.Core.Storage;
using ParseWorker.Core.Workers;

namespace ParseWorker.Postgres;

/// <summary>Removes in small batches; rows that another worker holds are skipped.</summary>
internal sealed class RetentionStore(Databases databases, IObjectStore bucket) : IRetentionStore
{
    /// <summary>Rows of a batch: a delete of that many takes a few milliseconds.</summary>
    private const int Batch = 50;

    /// <summary>Bytes of documents in a batch; a larger one is a batch of its own.</summary>
    private const long MostBytes = 8 * 1024 * 1024;

    /// <summary>Between the storing of a document and the statement that records its parse lie milliseconds.</summary>
    internal static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    /// <summary>Before an object whose delete was not confirmed is deleted again.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(30);

    /// <summary>Before the second delete of an object that was given up: no request to a bucket is under way for so long.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromDays(1);

    /// <summary>Deletes under way at a time: a bucket answers each in some milliseconds.</summary>
    private const int DeletesAtOnce = 8;

    public async Task<PurgedBatch> PurgeBlobsAsync(CancellationToken token)
    {
        try
        {
            return await databases.FirstOrDefaultAsync<PurgedBatch>(Sql.PurgeBlobs, new { Grace, limit = Batch, MostBytes }, token);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.ForeignKeyViolation)
        {
            // A parse of such a document was recorded at this moment; the next call sees it, and leaves the document.
            return default;
        }
    }

    public async Task<int> PurgeObjectsAsync(CancellationToken token)
    {
        var taken = await databases.QueryAsync<ObjectRow>(Sql.TakeLooseObjects, new { Again, limit = Batch }, token);
        if (taken.Count == 0) return 0;

        var deleted = new ConcurrentBag<ObjectRow>();
        ObjectStoreException? refused = null;
        try
        {
            await Parallel.ForEachAsync(taken, new ParallelOptions { MaxDegreeOfParallelism = DeletesAtOnce, CancellationToken = token },
                async (loose, stop) =>
                {
                    // One that the bucket refuses does not keep the others.
                    try
                    {
                        await bucket.DeleteAsync(loose.ObjectKey, loose.UploadId, stop);
                        deleted.Add(loose);
                    }
                    catch (ObjectStoreException exception)
                    {
                        refused = exception;
                    }
                });
        }
        finally
        {
            var settled = deleted.ToLookup(loose => loose.State, loose => loose.ObjectKey);
            await databases.ExecuteAsync(
                Sql.SettleLooseObjects,
                new { abandoned = settled["abandoned"].ToArray(), released = settled["released"].ToArray(), Late },
                CancellationToken.None);
        }

        return refused is null ? deleted.Count : throw refused;
    }

    public Task<int> PurgeAsync(RetainedKind kind, TimeSpan age, CancellationToken token) =>
        databases.ExecuteAsync(StatementFor(kind), new { age, limit = Batch }, token);

    public Task<int> PurgeDeletedAsync(CancellationToken token) =>
        databases.ExecuteAsync(Sql.ForgetDeleted, new { keptFor = ParseListQuery.CursorsOutliveRowsBy, limit = Batch }, token);

    public Task<int> PurgeUploadsAsync(CancellationToken token) => databases.ExecuteAsync(Sql.PurgeUploads, new { limit = Batch }, token);

    private static string StatementFor(RetainedKind kind) => kind switch
    {
        RetainedKind.Parses => Sql.PurgeParses,
        RetainedKind.Files => Sql.PurgeFiles,
        RetainedKind.Events => Sql.PurgeEvents,
        RetainedKind.Deliveries => Sql.PurgeDeliveries,
        RetainedKind.IdempotencyKeys => Sql.PurgeIdempotencyKeys,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Nothing of this kind is kept by time."),
    };

    private sealed class ObjectRow
    {
        public required string ObjectKey { get; init; }
        public string? UploadId { get; init; }
        public required string State { get; init; }
    }
}
