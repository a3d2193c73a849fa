using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ParseWorker.Core.Webhooks;

namespace ParseWorker.Worker.Webhooks;

/// <summary>Enqueues a job for each delivery that is due and has room. Whatever fails here is found by the next sweep.</summary>
internal sealed partial class DeliveryRelay(
    IDeliveryStore store, IDeliveryQueue queue, IOptions<DeliveryOptions> options, ILogger<DeliveryRelay> logger)
{
    /// <summary>Enqueues what is due.</summary>
    /// <param name="environment">For this environment's endpoints; null for all.</param>
    /// <param name="token">Stops the look; what was handed out is still enqueued.</param>
    public async Task RelayAsync(string? environment, CancellationToken token)
    {
        foreach (var key in await store.TakeDueAsync(environment, options.Value.Room, token))
        {
            try
            {
                // Hangfire's client is synchronous.
                var job = await Task.Run(() => queue.Enqueue(key), CancellationToken.None);
                await store.RecordJobAsync(key, job, CancellationToken.None);
            }
            catch (Exception exception)
            {
                EnqueueFailed(exception, key.Endpoint, key.Message);
            }
        }
    }

    [LoggerMessage(4701, LogLevel.Warning, "Enqueueing {MessageId} for {WebhookId} failed; the sweep tries again")]
    private partial void EnqueueFailed(Exception exception, WebhookId webhookId, MessageId messageId);
}
