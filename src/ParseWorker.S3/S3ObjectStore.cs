using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.Options;
using ParseWorker.Core.Documents;

namespace ParseWorker.S3;

/// <summary>The bucket, through the AWS SDK. A request is repeated by the SDK; a body that breaks off is asked for from there on.</summary>
internal sealed class S3ObjectStore : IObjectStore, IDisposable
{
    /// <summary>Tries of a request beyond the first, each after a longer pause: about three seconds in all.</summary>
    private const int Repetitions = 3;

    private const string NeverThere = "probe";

    private readonly S3Options _options;
    private readonly BucketFaults _faults;
    private readonly AmazonS3Client _client;
    private readonly AmazonS3Client _sender;
    private readonly ObjectWriter _writer;
    private readonly TimeProvider _time;

    public S3ObjectStore(IOptions<S3Options> options, TimeProvider time)
    {
        _options = options.Value;
        _time = time;
        _faults = new BucketFaults(_options);
        _client = Client(_options, _options.Timeout);

        // The library's limit runs until the answer begins, the sending of a body included: on a slow line that is no silence.
        _sender = Client(_options, IObjectStore.StepLimit);
        _writer = new ObjectWriter(_sender, _options);
    }

    public bool IsConfigured => true;

    public string NewKey(ReadOnlyMemory<byte> sha256) =>
        $"{_options.Prefix}{Convert.ToHexStringLower(sha256.Span)}-{Ulid.NewUlid(_time.GetUtcNow())}";

    public Task WriteAsync(StoredObject target, Stream content, Func<string?, Task> beforeStep, CancellationToken token) =>
        _writer.WriteAsync(target, content, new WriteSteps(beforeStep, StepAsync, token));

    public Stream Open(StoredObject source) => new ObjectStream(source, ReadAsync, _options.Timeout, _time);

    public async Task DeleteAsync(string key, string? uploadId, CancellationToken token)
    {
        if (uploadId is not null) await StepAsync(stop => _writer.AbortAsync(key, uploadId, stop), token);
        await StepAsync(stop => _client.DeleteObjectAsync(_options.Bucket, key, stop), token);
    }

    /// <summary>
    /// Asks for an object that is never there. Unlike that of a HEAD, the refusal has a body that says whether it was the object.
    /// </summary>
    public async Task ProbeAsync(CancellationToken token)
    {
        try
        {
            using var nothing = await StepAsync(
                stop => _client.GetObjectAsync(_options.Bucket, $"{_options.Prefix}{NeverThere}", stop), token);
        }
        catch (ObjectStoreException exception) when (exception.InnerException is { } inner && BucketFaults.IsMissing(inner))
        {
            // The bucket is there, and let us look into it.
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _sender.Dispose();
    }

    /// <summary>Asks for a part of an object; its bytes follow as they are read.</summary>
    private async Task<GetObjectResponse> ReadAsync(string key, ByteRange range, CancellationToken token)
    {
        try
        {
            return await StepAsync(stop => _client.GetObjectAsync(
                new GetObjectRequest { BucketName = _options.Bucket, Key = key, ByteRange = range }, stop), token);
        }
        catch (ObjectStoreException exception) when (exception.InnerException is { } inner && BucketFaults.IsMissing(inner))
        {
            throw new FileNotFoundException("The document's bytes are not in the bucket.", key, inner);
        }
        catch (ObjectStoreException exception) when (exception.InnerException is AmazonS3Exception { ErrorCode: "InvalidRange" })
        {
            throw new InvalidDataException($"The bucket holds fewer bytes under {key} than were stored.", exception);
        }
    }

    /// <summary>One request, with its repetitions, within a time that the writer's patience is made for.</summary>
    private async Task<T> StepAsync<T>(Func<CancellationToken, Task<T>> request, CancellationToken token)
    {
        using var limit = new CancellationTokenSource(IObjectStore.StepLimit, _time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, token);
        try
        {
            return await request(stop.Token);
        }
        catch (Exception exception) when (!token.IsCancellationRequested)
        {
            throw _faults.Explain(exception);
        }
    }

    private static AmazonS3Client Client(S3Options options, TimeSpan timeout)
    {
        var config = new AmazonS3Config
        {
            ForcePathStyle = options.PathStyle ?? options.Endpoint is not null,
            Timeout = timeout,
            ConnectTimeout = options.Timeout,
            RetryMode = RequestRetryMode.Standard,
            MaxErrorRetry = Repetitions,

            // Many servers that speak the protocol know no checksums at the end of a body. Hashes are compared here (ObjectStream).
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (options.Endpoint is null) config.RegionEndpoint = RegionEndpoint.GetBySystemName(options.Region);
        else (config.ServiceURL, config.AuthenticationRegion) = (options.Endpoint.AbsoluteUri, options.Region ?? "us-east-1");
        if (string.IsNullOrEmpty(options.AccessKey)) return new AmazonS3Client(config);

        var secret = options.SecretKeyFile is { Length: > 0 } file ? File.ReadAllText(file).Trim() : options.SecretKey;
        return new AmazonS3Client(new BasicAWSCredentials(options.AccessKey, secret), config);
    }
}
