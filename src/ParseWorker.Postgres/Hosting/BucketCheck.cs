using Microsoft.Extensions.Hosting;
using ParseWorker.Core.Documents;

namespace ParseWorker.Postgres.Hosting;

/// <summary>Refuses to start without the bucket that holds documents: they could be neither read nor deleted.</summary>
internal sealed class BucketCheck(Databases databases, IObjectStore bucket) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (bucket.IsConfigured && await IsAnotherAsync(cancellationToken))
            throw new InvalidOperationException(
                "The bucket that S3__Bucket names does not hold the documents that this database has in one. Name the one that does, or "
                + "restore it first.");
        if (!bucket.IsConfigured && await databases.FirstOrDefaultAsync<bool>(Sql.HasObjects, parameters: null, cancellationToken))
            throw new InvalidOperationException(
                "Documents of this database are in a bucket, and S3__Bucket names none. Set the S3__ settings again; Blobs__Store=Postgres "
                + "alone has new documents stored in the database.");
    }

    /// <summary>
    /// Whether none of some documents can be found. One may be deleted at this moment; a bucket that is away tells nothing.
    /// </summary>
    private async Task<bool> IsAnotherAsync(CancellationToken token)
    {
        var some = await databases.QueryAsync<ObjectRow>(Sql.FindSomeObjects, new { limit = 3 }, token);
        foreach (var stored in some)
        {
            try
            {
                await using var document = bucket.Open(new StoredObject(stored.ObjectKey, stored.Size, stored.Sha256));
                if (await document.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, token) >= 0) return false;
            }
            catch (FileNotFoundException)
            {
                // The next one tells.
            }
            catch (ObjectStoreException)
            {
                return false;
            }
        }

        return some.Count > 0;
    }

    private sealed class ObjectRow
    {
        public required string ObjectKey { get; init; }
        public long Size { get; init; }
        public required byte[] Sha256 { get; init; }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
