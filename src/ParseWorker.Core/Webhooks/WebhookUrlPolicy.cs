using Microsoft.Extensions.Options;
using ParseWorker.Core.Remote;

namespace ParseWorker.Core.Webhooks;

/// <summary>
/// Which URLs webhooks may be sent to, told by the URL alone. The API asks when an endpoint is created or changed, a worker before each
/// attempt; what the host's name leads to is judged when the worker connects.
/// </summary>
public sealed class WebhookUrlPolicy(IOptions<WebhookOptions> options)
{
    /// <summary>Characters of a URL at most.</summary>
    public const int LongestUrl = 2048;

    private readonly HostList _hosts = new(options.Value.AllowedHosts);

    /// <summary>True when webhooks are sent at all.</summary>
    public bool IsOn => !_hosts.IsEmpty;

    /// <summary>True when the URL's host is one that configuration allows.</summary>
    public bool Allows(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && _hosts.Allows(uri);

    /// <summary>Judges the form of a URL, whatever its host.</summary>
    /// <returns>What is wrong with it, to follow "the URL"; null when nothing is.</returns>
    public static string? Fault(string url) => UrlForm.Fault(url, LongestUrl, out var uri)
        ?? (uri!.Fragment.Length > 0 ? "has a fragment, which is never sent" : null);
}
