using Amazon.S3;
using Amazon.S3.Model;
using ParseWorker.Core.Documents;

namespace ParseWorker.S3;

/// <summary>How a write is taken step by step.</summary>
/// <param name="Before">Awaited before each request, with the id under which parts are collected or null.</param>
/// <param name="Limited">Runs one request within its time limit, and explains its failure.</param>
/// <param name="Token">Stops the write.</param>
internal sealed record WriteSteps(
    Func<string?, Task> Before,
    Func<Func<CancellationToken, Task<object>>, CancellationToken, Task<object>> Limited,
    CancellationToken Token)
{
    /// <summary>Takes one step.</summary>
    public async Task<T> TakeAsync<T>(string? uploadId, Func<CancellationToken, Task<T>> request)
        where T : class
    {
        await Before(uploadId);
        return (T)await Limited(async stop => await request(stop), Token);
    }
}

/// <summary>
/// Sends an object's bytes: a small one at once, a large one in parts. A few KiB are in memory at a time. Each request is signed with the
/// hash of its body, and not in chunks, which not every server that speaks the protocol can take.
/// </summary>
internal sealed class ObjectWriter(AmazonS3Client client, S3Options options)
{
    /// <summary>
    /// Bytes of every part but the last. The protocol asks for 5 MiB at least, and takes 10,000 parts: documents of 160 GB.
    /// </summary>
    internal const long PartBytes = 16 * 1024 * 1024;

    private const string ContentType = "application/octet-stream";

    private ServerSideEncryptionMethod? Encryption => options.Encryption switch
    {
        BucketEncryption.Aes256 => ServerSideEncryptionMethod.AES256,
        BucketEncryption.Kms => ServerSideEncryptionMethod.AWSKMS,
        _ => null,
    };

    public Task WriteAsync(StoredObject target, Stream content, WriteSteps steps) => target.Size <= PartBytes
        ? steps.TakeAsync(null, stop => client.PutObjectAsync(Whole(target, content), stop))
        : WritePartsAsync(target, content, steps);

    /// <summary>Forgets parts that were sent. A server that has no such thing, or no such upload, has nothing to forget.</summary>
    public async Task<bool> AbortAsync(string key, string uploadId, CancellationToken token)
    {
        try
        {
            await client.AbortMultipartUploadAsync(
                new AbortMultipartUploadRequest { BucketName = options.Bucket, Key = key, UploadId = uploadId }, token);
            return true;
        }
        catch (AmazonS3Exception exception) when (exception.ErrorCode is "NoSuchUpload" or "MethodNotAllowed" or "NotImplemented")
        {
            return false;
        }
    }

    /// <summary>What breaks off leaves its parts to whoever deletes the object: they are found by the id, which each step notes.</summary>
    private async Task WritePartsAsync(StoredObject target, Stream content, WriteSteps steps)
    {
        var upload = await steps.TakeAsync(null, stop => client.InitiateMultipartUploadAsync(Start(target.Key), stop));
        var parts = new List<PartETag>();
        for (var rest = target.Size; rest > 0; rest -= PartBytes)
        {
            var (start, number) = (content.Position, parts.Count + 1);
            var sent = await steps.TakeAsync(upload.UploadId, stop =>
                client.UploadPartAsync(Part(target.Key, upload.UploadId, number, content, Math.Min(rest, PartBytes)), stop));
            parts.Add(new PartETag(number, sent.ETag));
            content.Position = start + Math.Min(rest, PartBytes);
        }

        await steps.TakeAsync(upload.UploadId, stop => client.CompleteMultipartUploadAsync(
            new CompleteMultipartUploadRequest
            {
                BucketName = options.Bucket,
                Key = target.Key,
                UploadId = upload.UploadId,
                PartETags = parts,
            },
            stop));
    }

    /// <summary>With its hash: a server that knows the header refuses other bytes.</summary>
    private PutObjectRequest Whole(StoredObject target, Stream content) => new()
    {
        BucketName = options.Bucket,
        Key = target.Key,
        InputStream = content,
        AutoCloseStream = false,
        AutoResetStreamPosition = false,
        UseChunkEncoding = false,
        ContentType = ContentType,
        ChecksumSHA256 = Convert.ToBase64String(target.Sha256.Span),
        ServerSideEncryptionMethod = Encryption,
        ServerSideEncryptionKeyManagementServiceKeyId = options.EncryptionKey,
    };

    private InitiateMultipartUploadRequest Start(string key) => new()
    {
        BucketName = options.Bucket,
        Key = key,
        ContentType = ContentType,
        ServerSideEncryptionMethod = Encryption,
        ServerSideEncryptionKeyManagementServiceKeyId = options.EncryptionKey,
    };

    private UploadPartRequest Part(string key, string uploadId, int number, Stream content, long size) => new()
    {
        BucketName = options.Bucket,
        Key = key,
        UploadId = uploadId,
        PartNumber = number,
        PartSize = size,
        InputStream = content,
        UseChunkEncoding = false,
    };
}
