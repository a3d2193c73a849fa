using System.Diagnostics.CodeAnalysis;
using ParseWorker.Core.Identifiers;

namespace ParseWorker.Core.Webhooks;

/// <summary>Names a webhook endpoint: <c>whe_</c> and a ULID.</summary>
public readonly record struct WebhookId
{
    /// <summary>What every endpoint's id starts with.</summary>
    public const string Prefix = "whe_";

    private readonly string? _value;

    private WebhookId(string value) => _value = value;

    /// <summary>A new id; <paramref name="now"/> becomes its sortable part (milliseconds).</summary>
    public static WebhookId New(DateTimeOffset now) => new(PrefixedUlid.New(Prefix, now));

    /// <summary>Reads an id as clients send it; false for anything that <see cref="New"/> cannot have made.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out WebhookId id)
    {
        var isOne = PrefixedUlid.IsOne(text, Prefix);
        id = isOne ? new WebhookId(text!) : default;
        return isOne;
    }

    /// <summary>Reads an id that this service wrote.</summary>
    /// <exception cref="FormatException">The text is no endpoint's id.</exception>
    public static WebhookId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is not a webhook's id ({Prefix} and 26 characters).");

    /// <inheritdoc />
    public override string ToString() => _value ?? "";
}
