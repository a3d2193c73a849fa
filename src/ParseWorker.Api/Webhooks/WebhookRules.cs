using Microsoft.Extensions.Options;
using ParseWorker.Api.Errors;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Webhooks;

namespace ParseWorker.Api.Webhooks;

/// <summary>What webhooks may be, for those that are created and those that are changed.</summary>
internal sealed class WebhookRules(WebhookUrlPolicy policy, IOptions<WebhookOptions> options)
{
    private const int LongestDescription = 200;

    /// <summary>Endpoints that an environment may have.</summary>
    public int MostEndpoints => options.Value.MostEndpoints;

    /// <summary>The URL, if webhooks may be sent there.</summary>
    /// <exception cref="RefusedException">422: it is no such URL, or its host is not allowed.</exception>
    public string CheckUrl(string? url)
    {
        if (!policy.IsOn)
            throw RefusedException.Invalid("webhooks_disabled",
                "This server sends no webhooks. Have Webhooks__AllowedHosts name the hosts that it may send to.");
        if (string.IsNullOrEmpty(url)) throw RefusedException.Invalid("invalid_url", "'url' is missing: where the messages are sent.");
        if (WebhookUrlPolicy.Fault(url) is { } fault) throw RefusedException.Invalid("invalid_url", $"'url' {fault}.");
        return policy.Allows(url)
            ? url
            : throw RefusedException.Invalid("webhook_host_not_allowed",
                "Webhooks are not sent to the host of 'url'. Send another, or have Webhooks__AllowedHosts name the host.");
    }

    /// <summary>The endings that are named; null when none are.</summary>
    /// <exception cref="RefusedException">422: the name of no event, or an empty list.</exception>
    public static IReadOnlyList<ParseEventKind>? CheckEvents(IReadOnlyList<string>? names)
    {
        if (names is null) return null;
        var kinds = names.Select(WebhookEvents.Find).ToList();
        return kinds.Count > 0 && !kinds.Contains(null)
            ? [.. kinds.OfType<ParseEventKind>().Distinct()]
            : throw RefusedException.Invalid("invalid_events",
                $"'events' must be a list of one or more of {string.Join(", ", WebhookEvents.Names)}.");
    }

    /// <summary>The description.</summary>
    /// <exception cref="RefusedException">422: it is too long.</exception>
    public static string? CheckDescription(string? description) => description is null || description.Length <= LongestDescription
        ? description
        : throw RefusedException.Invalid("invalid_description", $"'description' is longer than {LongestDescription} characters.");

    /// <summary>The secret that was sent, or a new one.</summary>
    /// <exception cref="RefusedException">422: it is none.</exception>
    public static WebhookSecret CheckSecret(string? text)
    {
        if (string.IsNullOrEmpty(text)) return WebhookSecret.New();
        return WebhookSecret.TryParse(text, out var secret)
            ? secret
            : throw RefusedException.Invalid("invalid_secret",
                $"'secret' must be {WebhookSecret.Prefix} and {WebhookSecret.LeastBytes} to {WebhookSecret.MostBytes} bytes in Base64.");
    }
}
