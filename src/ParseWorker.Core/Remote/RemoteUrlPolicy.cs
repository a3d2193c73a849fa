using Microsoft.Extensions.Options;
using ParseWorker.Core.Errors;

namespace ParseWorker.Core.Remote;

/// <summary>
/// Which addresses documents may be fetched from, told by the URL alone. The API asks at the door, a worker before each hop of the fetch;
/// what a host's name leads to is judged when the worker connects.
/// </summary>
public sealed class RemoteUrlPolicy(IOptions<RemoteDocumentOptions> options)
{
    /// <summary>Characters of a URL at most: those of object stores carry long signatures.</summary>
    public const int LongestUrl = 4096;

    private readonly List<AllowedHost> _hosts =
        [.. options.Value.Hosts.Select(text => AllowedHost.TryParse(text, out var host) ? host : null).OfType<AllowedHost>()];

    /// <summary>True when documents are fetched at all.</summary>
    public bool IsOn => _hosts.Count > 0;

    /// <summary>Judges a URL as text.</summary>
    /// <param name="url">The URL.</param>
    /// <returns>Why it is not fetched, or null when it may be.</returns>
    public ParseError? Refuse(string url)
    {
        if (url.Length > LongestUrl) return Invalid($"is longer than {LongestUrl} characters");
        if (url.Any(char.IsControl)) return Invalid("holds control characters");
        return Uri.TryCreate(url, UriKind.Absolute, out var uri) ? Refuse(uri) : Invalid("cannot be read");
    }

    /// <summary>Judges a URL.</summary>
    /// <param name="uri">The URL, absolute.</param>
    /// <returns>Why it is not fetched, or null when it may be.</returns>
    public ParseError? Refuse(Uri uri)
    {
        if (uri.Scheme is not ("http" or "https")) return Invalid("is neither http nor https");
        if (uri.UserInfo.Length > 0) return Invalid("carries a user name or password");
        return _hosts.Any(host => host.Fits(uri)) ? null : NotAllowed(uri);
    }

    private static ParseError Invalid(string what) =>
        ParseErrorTable.Explain(ParseErrorCodes.RemoteUrlInvalid, $"The document's URL {what}.");

    // The path and the query may hold a secret.
    private static ParseError NotAllowed(Uri uri)
    {
        var host = uri.IsDefaultPort ? uri.IdnHost : $"{uri.IdnHost}:{uri.Port}";
        return ParseErrorTable.Explain(ParseErrorCodes.RemoteHostNotAllowed, $"Documents are not fetched from {host}.") with
        {
            Details = new Dictionary<string, string> { ["host"] = host },
        };
    }
}
