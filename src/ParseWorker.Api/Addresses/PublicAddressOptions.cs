using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.Extensions.Options;

namespace ParseWorker.Api.Addresses;

/// <summary>Where clients reach this server; section <c>PublicAddress</c>.</summary>
internal sealed class PublicAddressOptions : IValidatableObject
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "PublicAddress";

    /// <summary>
    /// Where clients reach this server, a path prefix included (<c>https://parse.example.com/api</c>): links to files begin with it, and so
    /// does the address that a provider of OpenID Connect leads back to. Null for the address that the request came to.
    /// <c>PARSEWORKER_PUBLIC_URL</c> sets it too.
    /// </summary>
    [Url]
    public string? Url { get; set; }

    /// <summary>
    /// Proxies whose <c>X-Forwarded-For</c>, <c>-Proto</c>, <c>-Host</c> and <c>-Prefix</c> are believed: addresses (10.0.0.5) and networks
    /// (10.0.0.0/8) with commas between them; nobody's when empty.
    /// </summary>
    [StringLength(4096)]
    public string TrustedProxies { get; set; } = "";

    /// <summary>The networks of <see cref="TrustedProxies"/>; an address is a network of one.</summary>
    /// <exception cref="FormatException">One of them is neither an address nor a network.</exception>
    public IReadOnlyList<IPNetwork> Networks =>
        [.. TrustedProxies.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(ReadNetwork)];

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var one in TrustedProxies.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!IPNetwork.TryParse(one, out _) && !IPAddress.TryParse(one, out _))
                yield return new ValidationResult($"PublicAddress:TrustedProxies: '{one}' is neither an address nor a network such as "
                    + "10.0.0.0/8.");
        }
    }

    private static IPNetwork ReadNetwork(string text)
    {
        if (IPNetwork.TryParse(text, out var network)) return network;
        var address = IPAddress.Parse(text);
        return new IPNetwork(address, address.GetAddressBytes().Length * 8);
    }
}

/// <summary>Checks <see cref="PublicAddressOptions"/> at start.</summary>
[OptionsValidator]
internal sealed partial class PublicAddressOptionsValidator : IValidateOptions<PublicAddressOptions>;
