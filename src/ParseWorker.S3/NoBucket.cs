using ParseWorker.Core.Documents;

namespace ParseWorker.S3;

/// <summary>What stands where no bucket is configured.</summary>
internal sealed class NoBucket : IObjectStore
{
    public bool IsConfigured => false;

    public string NewKey(ReadOnlyMemory<byte> sha256) => throw Missing();

    public Task WriteAsync(StoredObject target, Stream content, Func<string?, Task> beforeStep, CancellationToken token) => throw Missing();

    public Stream Open(StoredObject source) => throw Missing();

    public Task DeleteAsync(string key, string? uploadId, CancellationToken token) => throw Missing();

    public Task ProbeAsync(CancellationToken token) => throw Missing();

    private static ObjectStoreException Missing() =>
        new("The document is in a bucket, and S3__Bucket names none. Set the S3__ settings again and restart.", isSetup: true);
}
