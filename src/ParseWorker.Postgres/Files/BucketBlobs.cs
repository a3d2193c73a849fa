using ParseWorker.Core.Documents;

namespace ParseWorker.Postgres.Files;

/// <summary>
/// Documents whose bytes are objects of a bucket. The database knows of an object before its first byte is sent, and a blob's row refers to
/// it only once it is whole: a process that dies in between leaves an object that <c>take_loose_objects.sql</c> finds, never a row without
/// bytes.
/// </summary>
internal sealed class BucketBlobs(Databases databases, IObjectStore bucket)
{
    /// <summary>How long a writer may be silent before its object is given up: it speaks before each step.</summary>
    internal static readonly TimeSpan Patience = 3 * IObjectStore.StepLimit;

    public async Task SaveAsync(byte[] sha256, Stream content, CancellationToken token)
    {
        // Noted before it is looked for: what is found stays until its parse is recorded.
        await databases.ExecuteAsync(Sql.NoteBlob, new { sha256 }, token);
        if (await databases.FirstOrDefaultAsync<long?>(Sql.FindBlob, new { sha256 }, token) is not null) return;

        var target = new StoredObject(bucket.NewKey(sha256), content.Length - content.Position, sha256);
        await databases.ExecuteAsync(Sql.BeginObject, new { target.Key, Patience }, token);
        await bucket.WriteAsync(target, content, uploadId => RenewAsync(target.Key, uploadId, token), token);
        if (!await databases.FirstOrDefaultAsync<bool>(Sql.SaveObject, new { sha256, target.Size, target.Key }, token)) throw GivenUp();
    }

    /// <summary>Opens an object for reading.</summary>
    public Stream Open(string key, long size, byte[] sha256) => bucket.Open(new StoredObject(key, size, sha256));

    private async Task RenewAsync(string key, string? uploadId, CancellationToken token)
    {
        if (await databases.ExecuteAsync(Sql.RenewObject, new { key, uploadId, Patience }, token) == 0) throw GivenUp();
    }

    private static ObjectStoreException GivenUp() => new(
        $"A document was on its way to the bucket for so long that it was given up ({Patience.TotalMinutes:0} minutes without a "
        + "word from this process). Send it again.");
}
