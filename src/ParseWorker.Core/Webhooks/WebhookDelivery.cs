using ParseWorker.Core.Parses;

namespace ParseWorker.Core.Webhooks;

/// <summary>One event for one endpoint, and what became of it.</summary>
public sealed record WebhookDelivery
{
    /// <summary>What is reported.</summary>
    public required MessageId Message { get; init; }

    /// <summary>The ending that it is about.</summary>
    public required ParseEventKind Kind { get; init; }

    /// <summary>Where it is: one of <see cref="DeliveryStatusNames"/>.</summary>
    public required string Status { get; init; }

    /// <summary>When it is sent next, by the database's clock; null unless pending.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>When the event happened.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was delivered or given up; null while it is pending.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The last attempts, the newest first, <see cref="MostAttempts"/> at most.</summary>
    public IReadOnlyList<WebhookAttempt> Attempts { get; init; } = [];

    /// <summary>Attempts that are remembered.</summary>
    public const int MostAttempts = 20;
}

/// <summary>One request to an endpoint.</summary>
/// <param name="Number">Counted from 1; one whose sender died is missing.</param>
/// <param name="At">When its outcome was known, by the database's clock.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="ResponseStatus">The HTTP status that came, or null.</param>
/// <param name="Error">Why it was no delivery, one of <see cref="WebhookErrors"/>; null when it was one.</param>
public sealed record WebhookAttempt(int Number, DateTimeOffset At, TimeSpan Duration, int? ResponseStatus, string? Error);

/// <summary>Where a delivery is, as the wire and the statements of the database spell it.</summary>
public static class DeliveryStatusNames
{
    /// <summary>It is to be sent, or sent again.</summary>
    public const string Pending = "pending";

    /// <summary>The endpoint answered 2xx.</summary>
    public const string Delivered = "delivered";

    /// <summary>Its attempts are used up.</summary>
    public const string Failed = "failed";

    /// <summary>Every one of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Pending, Delivered, Failed];
}
