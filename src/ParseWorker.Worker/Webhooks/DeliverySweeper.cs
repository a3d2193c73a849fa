using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ParseWorker.Core.Webhooks;

namespace ParseWorker.Worker.Webhooks;

/// <summary>
/// Finds deliveries that are due: new ones, those that failed and have waited, and those whose sender or job was lost. Every worker sweeps,
/// every second, without a lock: each row is taken by one. Where no host is allowed there is nothing to sweep.
/// </summary>
internal sealed partial class DeliverySweeper(
    IDeliveryStore store, DeliveryRelay relay, WebhookUrlPolicy policy, TimeProvider time, ILogger<DeliverySweeper> logger)
    : BackgroundService
{
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Rows of one sweep at most: a long outage is caught up with in steps.</summary>
    internal const int Limit = 100;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!policy.IsOn) return;
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do await SweepAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            Stopped();
        }
    }

    /// <summary>One round: what was lost is due again, and enqueued in the same round.</summary>
    internal async Task SweepAsync(CancellationToken token)
    {
        try
        {
            foreach (var key in await store.ReleaseLostAsync(Limit, token)) Released(key.Endpoint, key.Message);
            await relay.RelayAsync(environment: null, token);
            await store.ForgetOldSecretsAsync(token);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !token.IsCancellationRequested)
        {
            SweepFailed(exception);
        }
    }

    [LoggerMessage(4702, LogLevel.Information, "{MessageId} for {WebhookId} was not under way any more; it is sent again")]
    private partial void Released(WebhookId webhookId, MessageId messageId);

    [LoggerMessage(4703, LogLevel.Warning, "The sweep for webhooks failed; the next one is in a second")]
    private partial void SweepFailed(Exception exception);

    [LoggerMessage(4704, LogLevel.Debug, "The sweep for webhooks has stopped")]
    private partial void Stopped();
}
