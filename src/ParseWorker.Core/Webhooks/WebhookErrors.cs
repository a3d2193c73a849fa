namespace ParseWorker.Core.Webhooks;

/// <summary>Why an attempt was no delivery; clients may branch on them, so they are never renamed.</summary>
public static class WebhookErrors
{
    /// <summary>It answered with another status than 2xx.</summary>
    public const string Status = "status";

    /// <summary>It answered with a redirect, which is never followed.</summary>
    public const string Redirect = "redirect";

    /// <summary>It had not answered in time.</summary>
    public const string Timeout = "timeout";

    /// <summary>Its name leads nowhere, it takes no connection, its TLS is not trusted, or it went away before it had answered.</summary>
    public const string Unreachable = "unreachable";

    /// <summary>Its name leads to an address that is not of the public internet, and that configuration does not allow.</summary>
    public const string AddressBlocked = "address_blocked";

    /// <summary>Its host is no longer one that configuration allows.</summary>
    public const string HostNotAllowed = "host_not_allowed";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Status, Redirect, Timeout, Unreachable, AddressBlocked, HostNotAllowed];
}
