using ParseWorker.Core.Parses;

namespace ParseWorker.Core.Webhooks;

/// <summary>Where an environment wants to be told of its parses' endings; its secret is read by those who send alone.</summary>
public sealed record WebhookEndpoint
{
    /// <summary>The endpoint's id.</summary>
    public required WebhookId Id { get; init; }

    /// <summary>The environment that owns it; other environments never see it.</summary>
    public required string Environment { get; init; }

    /// <summary>Takes the messages, by POST.</summary>
    public required string Url { get; init; }

    /// <summary>What its owner wrote about it, or null.</summary>
    public string? Description { get; init; }

    /// <summary>The endings that are reported to it, one or more.</summary>
    public required IReadOnlyList<ParseEventKind> Events { get; init; }

    /// <summary>Until when messages carry the signature of its last secret too; null when they carry one.</summary>
    public DateTimeOffset? OldSecretUntil { get; init; }

    /// <summary>Since when no delivery has succeeded although one was tried; null when the last one did, or none was tried.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>When it was disabled; null while it is enabled.</summary>
    public DateTimeOffset? DisabledAt { get; init; }

    /// <summary>Why it is disabled: <c>requested</c>, <c>failing</c> (for days) or <c>gone</c> (by a 410); null while enabled.</summary>
    public string? DisabledReason { get; init; }

    /// <summary>When it was created, by the database's clock.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was changed last, by the database's clock.</summary>
    public DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>What becomes of an endpoint; null stays as it is.</summary>
public sealed record WebhookChange
{
    /// <summary>Another URL.</summary>
    public string? Url { get; init; }

    /// <summary>Another description; empty for none.</summary>
    public string? Description { get; init; }

    /// <summary>Other endings.</summary>
    public IReadOnlyList<ParseEventKind>? Events { get; init; }

    /// <summary>True to enable it again, whatever disabled it; false to disable it.</summary>
    public bool? Enabled { get; init; }
}
