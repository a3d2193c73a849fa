using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using ParseWorker.Api.Bodies;
using ParseWorker.Core.Bodies;
using ParseWorker.Core.Webhooks;

namespace ParseWorker.Api.Webhooks;

/// <summary>What a webhook is created with.</summary>
internal sealed record CreateWebhookBody
{
    [Description("Takes the messages, by POST; http or https, of a host that the server's configuration allows.")]
    public string? Url { get; init; }

    [Description("What is told: parse.completed, parse.failed, parse.cancelled. All of them unless named.")]
    public IReadOnlyList<string>? Events { get; init; }

    [Description("For people; up to 200 characters.")]
    public string? Description { get; init; }

    [Description("What messages are signed with: whsec_ and 24 to 64 bytes in Base64. Made by the server unless sent.")]
    public string? Secret { get; init; }
}

/// <summary>What becomes of a webhook; what is absent or null stays.</summary>
internal sealed record ChangeWebhookBody
{
    [Description("Another URL.")]
    public string? Url { get; init; }

    [Description("Other events.")]
    public IReadOnlyList<string>? Events { get; init; }

    [Description("Another description; empty for none.")]
    public string? Description { get; init; }

    [Description("False: it is told nothing more. True: it is told again, whatever disabled it.")]
    public bool? Enabled { get; init; }
}

/// <summary>What a webhook's secret is replaced with; may be empty.</summary>
internal sealed record RotateSecretBody
{
    /// <summary>Seconds of an overlap at most: 30 days.</summary>
    public const int LongestOverlap = 2_592_000;

    [Description("The new secret: whsec_ and 24 to 64 bytes in Base64. Made by the server unless sent.")]
    public string? Secret { get; init; }

    [Description("How long the last secret goes on signing beside the new one, 0 to 2592000 (30 days); a day unless sent.")]
    public int? OverlapSeconds { get; init; }
}

/// <summary>What is sent again.</summary>
internal sealed record ReplayBody
{
    [Description("Parses that ended then or later: YYYY-MM-DD (UTC) or RFC 3339.")]
    public string? Since { get; init; }
}

/// <summary>What became of a replay.</summary>
internal sealed record ReplayAnswer(
    [property: Description("Messages that are sent again, or for the first time.")] int Replayed,
    [property: Description("True when there are more: send the request again.")] bool HasMore);

/// <summary>A webhook as clients read it.</summary>
internal sealed record WebhookBody
{
    public required string Id { get; init; }

    public required string Url { get; init; }

    public required string? Description { get; init; }

    public required IReadOnlyList<string> Events { get; init; }

    public required bool Enabled { get; init; }

    [Description("Why it is not enabled: requested (by a key), failing (for days), gone (it answered 410); else null.")]
    public required string? DisabledReason { get; init; }

    public required DateTime? DisabledAt { get; init; }

    [Description("Since when no delivery has succeeded; null when the last one did.")]
    public required DateTime? FailingSince { get; init; }

    [Description("Until when messages are signed with the last secret too; null when they are signed with one.")]
    public required DateTime? OldSecretValidUntil { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime UpdatedAt { get; init; }

    [Description("What messages are signed with. In the answer to its creation and rotation only."),
        JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Secret { get; init; }

    /// <summary>The body that says <paramref name="endpoint"/>.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="secret">Its secret, where it was made in this request.</param>
    public static WebhookBody Of(WebhookEndpoint endpoint, WebhookSecret? secret = null) => new()
    {
        Id = endpoint.Id.ToString(),
        Url = endpoint.Url,
        Description = endpoint.Description,
        Events = [.. endpoint.Events.Select(WebhookEvents.NameOf)],
        Enabled = endpoint.DisabledAt is null,
        DisabledReason = endpoint.DisabledReason,
        DisabledAt = endpoint.DisabledAt?.UtcDateTime,
        FailingSince = endpoint.FailingSince?.UtcDateTime,
        OldSecretValidUntil = endpoint.OldSecretUntil?.UtcDateTime,
        CreatedAt = endpoint.CreatedAt.UtcDateTime,
        UpdatedAt = endpoint.UpdatedAt.UtcDateTime,
        Secret = secret?.Reveal(),
    };
}

/// <summary>An environment's webhooks: all of them, they are few.</summary>
internal sealed record WebhookListBody(IReadOnlyList<WebhookBody> Data);

/// <summary>A delivery as clients read it.</summary>
internal sealed record DeliveryBody
{
    [Description("The header webhook-id: the same at every delivery of this event.")]
    public required string Id { get; init; }

    public required string ParseId { get; init; }

    [Description("What is told: parse.completed, parse.failed or parse.cancelled.")]
    public required string Event { get; init; }

    [Description("pending, delivered, or failed once its attempts are used up.")]
    public required string Status { get; init; }

    [Description("When it is sent next; null unless pending.")]
    public required DateTime? NextAttemptAt { get; init; }

    [Description("When the event happened.")]
    public required DateTime CreatedAt { get; init; }

    [Description("When it was delivered or given up; null while it is pending.")]
    public required DateTime? FinishedAt { get; init; }

    [Description("The last attempts, the newest first, 20 at most.")]
    public required IReadOnlyList<DeliveryAttemptBody> Attempts { get; init; }

    /// <summary>The body that says <paramref name="delivery"/>.</summary>
    public static DeliveryBody Of(WebhookDelivery delivery) => new()
    {
        Id = delivery.Message.ToString(),
        ParseId = delivery.Message.Parse.ToString(),
        Event = WebhookEvents.NameOf(delivery.Kind),
        Status = delivery.Status,
        NextAttemptAt = delivery.NextAttemptAt?.UtcDateTime,
        CreatedAt = delivery.CreatedAt.UtcDateTime,
        FinishedAt = delivery.FinishedAt?.UtcDateTime,
        Attempts = [.. delivery.Attempts.Select(attempt => new DeliveryAttemptBody(
            attempt.Number, attempt.At.UtcDateTime, (int)attempt.Duration.TotalMilliseconds, attempt.ResponseStatus, attempt.Error))],
    };
}

/// <summary>One request to a webhook's URL; of what was answered nothing but the status is kept.</summary>
internal sealed record DeliveryAttemptBody(
    [property: Description("Counted from 1; one whose sender died is missing.")] int Number,
    [property: Description("When its outcome was known.")] DateTime At,
    [property: Description("Milliseconds that it took.")] int DurationMs,
    [property: Description("The status that was answered, or null.")] int? ResponseStatus,
    [property: Description("Why it was no delivery: status, redirect, timeout, unreachable, address_blocked, host_not_allowed; else null.")]
    string? Error);

/// <summary>One page of a webhook's deliveries.</summary>
internal sealed record DeliveryListBody(IReadOnlyList<DeliveryBody> Data, ListMetadataBody ListMetadata);

/// <summary>Reads and writes the bodies of webhooks without reflection, in the contract's spelling.</summary>
[JsonSerializable(typeof(CreateWebhookBody))]
[JsonSerializable(typeof(ChangeWebhookBody))]
[JsonSerializable(typeof(RotateSecretBody))]
[JsonSerializable(typeof(ReplayBody))]
[JsonSerializable(typeof(ReplayAnswer))]
[JsonSerializable(typeof(WebhookBody))]
[JsonSerializable(typeof(WebhookListBody))]
[JsonSerializable(typeof(DeliveryBody))]
[JsonSerializable(typeof(DeliveryListBody))]
internal sealed partial class WebhookJson : JsonSerializerContext
{
    /// <summary>The contract's spelling. A field that is misspelt must not be left out.</summary>
    public static WebhookJson Contract { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Encoder = ParseJson.Encoder,
    });
}
