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

    private readonly HostList _hosts = new(options.Value.AllowedHosts);

    /// <summary>True when documents are fetched at all.</summary>
    public bool IsOn => !_hosts.IsEmpty;

    /// <summary>Judges a URL as text.</summary>
    /// <param name="url">The URL.</param>
    /// <returns>Why it is not fetched, or null when it may be.</returns>
    public ParseError? Refuse(string url) =>
        UrlForm.Fault(url, LongestUrl, out var uri) is { } fault ? Invalid(fault) : Refuse(uri!);

    /// <summary>Judges a URL.</summary>
    /// <param name="uri">The URL, absolute.</param>
    /// <returns>Why it is not fetched, or null when it may be.</returns>
    public ParseError? Refuse(Uri uri)
    {
        if (UrlForm.Fault(uri) is { } fault) return Invalid(fault);
        return _hosts.Allows(uri) ? null : NotAllowed(uri);
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
