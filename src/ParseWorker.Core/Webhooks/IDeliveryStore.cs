using ParseWorker.Core.Parses;

namespace ParseWorker.Core.Webhooks;

/// <summary>
/// Deliveries as those who send them see them. The row is the truth, a job only wakes somebody up: what is due is handed out until an
/// attempt has been recorded that settles it.
/// </summary>
public interface IDeliveryStore
{
    /// <summary>Failures in a row that disable an endpoint, at least: one with few messages may fail twice, days apart.</summary>
    const int FewestFailures = 3;

    /// <summary>Hands out what is due, to be enqueued: each to one caller.</summary>
    /// <param name="environment">Only messages for this environment's endpoints; null for all.</param>
    /// <param name="room">How many may be handed out at the same time; never exceeded, whoever calls at once.</param>
    /// <param name="token">Stops the call.</param>
    Task<IReadOnlyList<DeliveryKey>> TakeDueAsync(string? environment, DeliveryRoom room, CancellationToken token);

    /// <summary>Remembers the job that was enqueued for a delivery.</summary>
    Task RecordJobAsync(DeliveryKey key, string jobId, CancellationToken token);

    /// <summary>Makes due again what was handed out and is not under way, <paramref name="limit"/> at most.</summary>
    Task<IReadOnlyList<DeliveryKey>> ReleaseLostAsync(int limit, CancellationToken token);

    /// <summary>Drops secrets that messages are signed with no more.</summary>
    Task ForgetOldSecretsAsync(CancellationToken token);

    /// <summary>Grants the next attempt.</summary>
    /// <param name="key">The delivery.</param>
    /// <param name="lease">How long it belongs to the caller.</param>
    /// <param name="token">Stops the call.</param>
    /// <returns>Null when there is nothing to send: it is settled, gone, under way, not due, or its endpoint is disabled.</returns>
    Task<GrantedDelivery?> ClaimAsync(DeliveryKey key, TimeSpan lease, CancellationToken token);

    /// <summary>Records what an attempt came to.</summary>
    /// <param name="granted">The attempt.</param>
    /// <param name="outcome">What it came to.</param>
    /// <param name="disableAfter">
    /// An endpoint that fails, has for so long, and <see cref="FewestFailures"/> times in a row, is disabled.
    /// </param>
    /// <param name="token">Stops the call.</param>
    /// <returns>What became of the endpoint; null when the attempt was no longer the caller's, and nothing was written.</returns>
    Task<RecordedDelivery?> RecordAsync(
        GrantedDelivery granted, DeliveryOutcome outcome, TimeSpan disableAfter, CancellationToken token);
}

/// <summary>How many deliveries may be handed out and not settled at the same time, by all workers together.</summary>
/// <param name="OfAnEndpoint">To one endpoint; to one that fails, one.</param>
/// <param name="OfAnEnvironment">To all endpoints of one environment.</param>
/// <param name="OfTheFailing">To all endpoints that fail, whoever owns them.</param>
public readonly record struct DeliveryRoom(int OfAnEndpoint, int OfAnEnvironment, int OfTheFailing);

/// <summary>Names one event for one endpoint.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Message">The event.</param>
public readonly record struct DeliveryKey(WebhookId Endpoint, MessageId Message);

/// <summary>An attempt that may be made.</summary>
/// <param name="Key">The delivery.</param>
/// <param name="Attempt">The attempt's number, the fence.</param>
/// <param name="GrantedAt">When it was granted, by the database's clock; the time that its request is signed with.</param>
/// <param name="Failures">Attempts that have failed.</param>
/// <param name="Environment">The environment of the endpoint and the parse.</param>
/// <param name="Kind">The ending that is reported.</param>
/// <param name="At">When it happened, by the database's clock.</param>
/// <param name="Url">Where to.</param>
/// <param name="Secrets">What it is signed with, the newest first.</param>
public sealed record GrantedDelivery(
    DeliveryKey Key, int Attempt, DateTimeOffset GrantedAt, int Failures, string Environment, ParseEventKind Kind, DateTimeOffset At,
    string Url, IReadOnlyList<WebhookSecret> Secrets);

/// <summary>What an attempt came to.</summary>
/// <param name="Duration">How long it took.</param>
/// <param name="ResponseStatus">The HTTP status that came, or null.</param>
/// <param name="Error">One of <see cref="WebhookErrors"/>; null when it was delivered.</param>
/// <param name="Delay">When the next attempt follows; null when none does.</param>
/// <param name="IsGone">True when the endpoint says that it is there no more.</param>
public sealed record DeliveryOutcome(TimeSpan Duration, int? ResponseStatus, string? Error, TimeSpan? Delay, bool IsGone = false);

/// <summary>What recording an attempt did.</summary>
/// <param name="DisabledReason">Why the endpoint is disabled from now on; null when it is not.</param>
public sealed record RecordedDelivery(string? DisabledReason);
