using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;
using ParseWorker.Worker.Cancellation;
using ParseWorker.Worker.Hosting;

namespace ParseWorker.Worker.Jobs;

/// <summary>Tells people that a cancel request was seen, while the engine is still stopping. Without it nothing is lost.</summary>
internal sealed partial class CancelAcknowledgement(
    IParseStore store, IOptions<WorkerOptions> options, TimeProvider time, ILogger<CancelAcknowledgement> logger)
{
    /// <summary>Waits for the attempt to be told to stop, or to end, and acknowledges a user's request.</summary>
    /// <param name="running">The attempt.</param>
    /// <param name="key">Its fence.</param>
    /// <param name="ended">Fires when there is nothing to wait for any more.</param>
    public async Task RunAsync(RunningAttempt running, AttemptKey key, CancellationToken ended)
    {
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var stop = running.Token.UnsafeRegister(_ => told.TrySetResult(), null);
        await using var end = ended.UnsafeRegister(_ => told.TrySetResult(), null);
        await told.Task;
        if (running.Reason == CancelReason.UserRequest) await AcknowledgeAsync(key);
    }

    private async Task AcknowledgeAsync(AttemptKey key)
    {
        using var limit = new CancellationTokenSource(options.Value.WriteLimit, time);
        try
        {
            await store.AcknowledgeCancelAsync(key, limit.Token).WaitAsync(limit.Token);
        }
        catch (Exception exception)
        {
            NotAcknowledged(exception, key.Id, key.Attempt);
        }
    }

    [LoggerMessage(4203, LogLevel.Warning, "The cancel of {ParseId}, attempt {Attempt}, could not be acknowledged; it goes on")]
    private partial void NotAcknowledged(Exception exception, ParseId parseId, int attempt);
}
