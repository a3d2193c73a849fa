using System.Net;
using System.Net.Sockets;

namespace ParseWorker.Worker.Remote;

/// <summary>
/// Which addresses are of the public internet, by IANA's registries of special-purpose addresses (RFC 6890). All others are this
/// machine's, its network's or its cloud's, and what they answer is not for whoever names a URL.
/// </summary>
/// <param name="allowed">Networks that are connected to all the same.</param>
internal sealed class AddressRules(IReadOnlyList<IPNetwork> allowed)
{
    private const string Mapped = "an IPv4 address within IPv6";

    private static readonly (IPNetwork Network, string Rule)[] Refused =
    [
        .. Table("this machine", "0.0.0.0/8", "127.0.0.0/8", "::/128", "::1/128"),
        .. Table("a private network", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7", "fec0::/10"),
        .. Table("link-local, where clouds keep their metadata", "169.254.0.0/16", "fe80::/10", "168.63.129.16/32"), // Azure's
        .. Table("multicast", "224.0.0.0/4", "ff00::/8"),
        .. Table("reserved", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
            "240.0.0.0/4", "2001::/23", "2001:db8::/32", "3fff::/20"),
        .. Table(Mapped, "::/96", "::ffff:0:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "2002::/16"),
    ];

    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    /// <summary>What speaks against connecting to an address; null when nothing does.</summary>
    public string? Against(IPAddress address)
    {
        // A network of IPv4 would contain its mapped addresses, the allowed ones too.
        if (address.IsIPv4MappedToIPv6) return Mapped;

        // Without the scope of an interface, which is no part of the address.
        var bare = new IPAddress(address.GetAddressBytes());
        if (allowed.Any(network => network.Contains(bare))) return null;
        foreach (var (network, rule) in Refused)
        {
            if (network.Contains(bare)) return rule;
        }

        return bare.AddressFamily == AddressFamily.InterNetwork || GlobalUnicast.Contains(bare) ? null : "reserved";
    }

    private static IEnumerable<(IPNetwork Network, string Rule)> Table(string rule, params string[] networks) =>
        networks.Select(network => (IPNetwork.Parse(network), rule));
}
