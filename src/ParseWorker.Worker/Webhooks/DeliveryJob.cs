using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ParseWorker.Core.Storage;
using ParseWorker.Core.Webhooks;
using ParseWorker.Queueing;

namespace ParseWorker.Worker.Webhooks;

/// <summary>
/// One attempt, from Hangfire's call to the record of what it came to. Dying anywhere in between loses nothing: the lease runs out, and the
/// message is sent again. It always returns normally.
/// </summary>
internal sealed partial class DeliveryJob(
    IDeliveryStore store,
    IParseQueries parses,
    WebhookSender sender,
    DeliveryRelay relay,
    IOptions<DeliveryOptions> options,
    ILogger<DeliveryJob> logger)
    : IDeliveryJob
{
    /// <summary>Between the end of a request and the record of it lie milliseconds.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    public async Task RunAsync(string webhookId, string messageId)
    {
        if (!WebhookId.TryParse(webhookId, out var endpoint) || !MessageId.TryParse(messageId, out var message))
        {
            NoDelivery();
            return;
        }

        try
        {
            // The room that this one leaves is its environment's; that of one which failed may be anybody's.
            await relay.RelayAsync(await DeliverAsync(new DeliveryKey(endpoint, message)), CancellationToken.None);
        }
        catch (Exception exception)
        {
            Faulted(exception, message, endpoint);
        }
    }

    /// <returns>The environment that it was delivered for; null when it was not.</returns>
    private async Task<string?> DeliverAsync(DeliveryKey key)
    {
        if (await store.ClaimAsync(key, options.Value.Timeout + Margin, CancellationToken.None) is not { } granted) return null;

        // Deleted in this moment, and its deliveries with it.
        if (await parses.FindAsync(granted.Environment, key.Message.Parse, CancellationToken.None) is not { } parse) return null;

        var outcome = await sender.SendAsync(granted, WebhookPayload.Of(granted.Kind, granted.At, parse));
        var recorded = await store.RecordAsync(granted, outcome, options.Value.DisableAfter, CancellationToken.None);
        if (outcome.Error is { } error) Failed(key.Message, key.Endpoint, granted.Attempt, error, outcome.ResponseStatus, outcome.Delay);
        else Delivered(key.Message, key.Endpoint, granted.Attempt);
        if (recorded?.DisabledReason is { } reason) Disabled(key.Endpoint, reason);
        return outcome.Error is null ? granted.Environment : null;
    }

    [LoggerMessage(4705, LogLevel.Error, "A job's arguments are no webhook's and message's ids; the job is dropped")]
    private partial void NoDelivery();

    [LoggerMessage(4706, LogLevel.Error, "The job of {MessageId} for {WebhookId} failed; the sweep brings it back")]
    private partial void Faulted(Exception exception, MessageId messageId, WebhookId webhookId);

    [LoggerMessage(4707, LogLevel.Information, "{MessageId} delivered to {WebhookId}, attempt {Attempt}")]
    private partial void Delivered(MessageId messageId, WebhookId webhookId, int attempt);

    [LoggerMessage(4708, LogLevel.Information,
        "{MessageId} not delivered to {WebhookId}, attempt {Attempt}: {Error} {ResponseStatus}; the next one in {Delay}")]
    private partial void Failed(
        MessageId messageId, WebhookId webhookId, int attempt, string error, int? responseStatus, TimeSpan? delay);

    [LoggerMessage(4709, LogLevel.Warning, "{WebhookId} is disabled: {Reason}")]
    private partial void Disabled(WebhookId webhookId, string reason);
}
