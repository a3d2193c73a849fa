using ParseWorker.Core.Parses;
using ParseWorker.Core.Webhooks;

namespace ParseWorker.Postgres.Webhooks;

/// <summary>A row of <c>webhook_endpoints</c>; its secrets are left where they are.</summary>
internal sealed class EndpointRow
{
    public required string Id { get; init; }
    public required string Environment { get; init; }
    public required string Url { get; init; }
    public string? Description { get; init; }
    public required string[] Events { get; init; }
    public DateTime? OldSecretUntil { get; init; }
    public DateTime? FailingSince { get; init; }
    public DateTime? DisabledAt { get; init; }
    public string? DisabledReason { get; init; }
    public DateTime CreatedAt { get; init; }
    public DateTime UpdatedAt { get; init; }

    public WebhookEndpoint ToEndpoint() => new()
    {
        Id = WebhookId.Parse(Id),
        Environment = Environment,
        Url = Url,
        Description = Description,
        Events = [.. Events.Select(ParseEventKindNames.Parse)],
        OldSecretUntil = OldSecretUntil,
        FailingSince = FailingSince,
        DisabledAt = DisabledAt,
        DisabledReason = DisabledReason,
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt,
    };
}
