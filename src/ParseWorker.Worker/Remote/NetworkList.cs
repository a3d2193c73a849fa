using System.ComponentModel.DataAnnotations;
using System.Net;

namespace ParseWorker.Worker.Remote;

/// <summary>Networks and addresses as configuration lists them, with commas between them.</summary>
internal static class NetworkList
{
    /// <summary>The networks; an address is a network of one.</summary>
    /// <exception cref="FormatException">One of them is neither.</exception>
    public static IReadOnlyList<IPNetwork> Parse(string list) => [.. Split(list).Select(text => IPNetwork.TryParse(text, out var network)
        ? network
        : new IPNetwork(IPAddress.Parse(text), IPAddress.Parse(text).GetAddressBytes().Length * 8))];

    /// <summary>What <see cref="Parse"/> could not read.</summary>
    public static IEnumerable<ValidationResult> Check(string list, string setting) => Split(list)
        .Where(text => !IPNetwork.TryParse(text, out _) && !IPAddress.TryParse(text, out _))
        .Select(text => new ValidationResult($"{setting}: '{text}' is neither an address nor a network such as 10.1.0.0/16."));

    private static string[] Split(string list) => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
