using ParseWorker.Core.Documents;

namespace ParseWorker.Api.Health;

/// <summary>
/// Whether the bucket answers. Anybody may ask for the health, and a bucket's owner pays for each request: one answer serves everybody for
/// some seconds.
/// </summary>
internal sealed partial class BucketProbe(IObjectStore bucket, TimeProvider time, ILogger<BucketProbe> logger)
{
    /// <summary>How long an answer serves.</summary>
    internal static readonly TimeSpan Kept = TimeSpan.FromSeconds(5);

    /// <summary>Longer than the repetitions of a request that is refused at once take.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private Task<bool>? _last;
    private long _askedAt;

    /// <summary>True where there is none, too.</summary>
    public Task<bool> AnswersAsync()
    {
        if (!bucket.IsConfigured) return Task.FromResult(true);
        lock (_lock)
        {
            var serves = _last is { } last && (!last.IsCompleted || time.GetElapsedTime(_askedAt) < Kept);
            if (!serves) (_last, _askedAt) = (AskAsync(), time.GetTimestamp());
            return _last!;
        }
    }

    private async Task<bool> AskAsync()
    {
        using var limit = new CancellationTokenSource(Patience, time);
        try
        {
            await bucket.ProbeAsync(limit.Token);
            return true;
        }
        catch (Exception exception) when (exception is ObjectStoreException or OperationCanceledException)
        {
            BucketUnreachable(exception.Message);
            return false;
        }
    }

    [LoggerMessage(6302, LogLevel.Warning, "Not ready: {Why}")]
    private partial void BucketUnreachable(string why);
}
