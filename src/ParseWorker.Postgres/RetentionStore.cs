using Npgsql;
using ParseWorker.Core.Storage;
using ParseWorker.Core.Workers;

namespace ParseWorker.Postgres;

/// <summary>Removes in small batches; rows that another worker holds are skipped.</summary>
internal sealed class RetentionStore(Databases databases) : IRetentionStore
{
    /// <summary>Rows of a batch: a delete of that many takes a few milliseconds.</summary>
    private const int Batch = 50;

    /// <summary>Bytes of documents in a batch; a larger one is a batch of its own.</summary>
    private const long MostBytes = 8 * 1024 * 1024;

    /// <summary>Between the storing of a document and the statement that records its parse lie milliseconds.</summary>
    internal static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

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
        RetainedKind.IdempotencyKeys => Sql.PurgeIdempotencyKeys,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Nothing of this kind is kept by time."),
    };
}
