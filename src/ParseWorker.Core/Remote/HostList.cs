using System.ComponentModel.DataAnnotations;

namespace ParseWorker.Core.Remote;

/// <summary>Hosts as configuration lists them, with commas between them; see <see cref="AllowedHost"/>.</summary>
/// <param name="list">The list; what is no host in it was refused at start.</param>
internal sealed class HostList(string list)
{
    private readonly List<AllowedHost> _hosts =
        [.. Split(list).Select(text => AllowedHost.TryParse(text, out var host) ? host : null).OfType<AllowedHost>()];

    /// <summary>True when no host is allowed.</summary>
    public bool IsEmpty => _hosts.Count == 0;

    /// <summary>True when the host of <paramref name="uri"/> is one of them.</summary>
    public bool Allows(Uri uri) => _hosts.Exists(host => host.Fits(uri));

    /// <summary>What in a list is no host.</summary>
    /// <param name="list">The list.</param>
    /// <param name="setting">What it is called, as an environment variable.</param>
    public static IEnumerable<ValidationResult> Check(string list, string setting) => Split(list)
        .Where(text => !AllowedHost.TryParse(text, out _))
        .Select(text => new ValidationResult(
            $"{setting}: '{text}' is no host. Write files.example.com, *.example.com or files.example.com:8443."));

    private static string[] Split(string list) => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
