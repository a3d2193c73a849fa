using Hangfire;

namespace ParseWorker.Queueing;

/// <summary>
/// The job that sends a webhook, as it is serialised into Hangfire's tables: renaming anything here orphans jobs that are queued. Hangfire
/// never retries it: when it is sent again stands in the delivery's row.
/// </summary>
public interface IDeliveryJob
{
    /// <summary>Makes the next attempt of a delivery, if there is anything to send.</summary>
    /// <param name="webhookId">The endpoint.</param>
    /// <param name="messageId">The message; jobs are named by it in the dashboard.</param>
    [JobDisplayName("Webhook {1}")]
    [AutomaticRetry(Attempts = 0)]
    Task RunAsync(string webhookId, string messageId);
}
