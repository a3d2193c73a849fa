using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ParseWorker.Core.Remote;

/// <summary>One entry of a list of hosts that documents may be fetched from, or webhooks sent to.</summary>
/// <param name="Name">The host's name in lower case, without a leading <c>*.</c>.</param>
/// <param name="Below">True for the hosts below the name, and not the name itself.</param>
/// <param name="Port">The port, or null for the scheme's own.</param>
public sealed record AllowedHost(string Name, bool Below, int? Port)
{
    private const string Wildcard = "*.";

    /// <summary>Reads an entry: a host's name, <c>*.</c> and a name, either of them with a port.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out AllowedHost? host)
    {
        host = null;
        var below = text.StartsWith(Wildcard, StringComparison.Ordinal);
        var rest = below ? text[Wildcard.Length..] : text;
        int? port = null;
        if (rest.LastIndexOf(':') is > 0 and var colon && !rest.EndsWith(']'))
        {
            if (!ushort.TryParse(rest[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0)
                return false;
            (rest, port) = (rest[..colon], number);
        }

        if (Uri.CheckHostName(rest) is not (UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6)) return false;
        host = new AllowedHost(rest.Trim('[', ']').ToLowerInvariant(), below, port);
        return true;
    }

    /// <summary>True when this entry allows the host of <paramref name="uri"/>.</summary>
    public bool Fits(Uri uri)
    {
        // A dot at the end names the same host.
        var name = uri.IdnHost.Trim('[', ']').TrimEnd('.').ToLowerInvariant();
        var named = Below ? name.EndsWith("." + Name, StringComparison.Ordinal) : name == Name;
        return named && (Port is { } port ? uri.Port == port : uri.IsDefaultPort);
    }
}
