namespace ParseWorker.Core.Remote;

/// <summary>What a URL must look like that somebody else's server is asked by, whatever its host.</summary>
internal static class UrlForm
{
    /// <summary>Judges a URL as text.</summary>
    /// <param name="url">The URL.</param>
    /// <param name="longest">Characters that it may have.</param>
    /// <param name="uri">The URL read; null when it cannot be.</param>
    /// <returns>What is wrong with it, to follow "the URL"; null when nothing is.</returns>
    public static string? Fault(string url, int longest, out Uri? uri)
    {
        uri = null;
        if (url.Length > longest) return $"is longer than {longest} characters";
        if (url.Any(char.IsControl)) return "holds control characters";
        return Uri.TryCreate(url, UriKind.Absolute, out uri) ? Fault(uri) : "cannot be read";
    }

    /// <summary>Judges a URL that was read.</summary>
    /// <returns>As for text.</returns>
    public static string? Fault(Uri uri)
    {
        if (uri.Scheme is not ("http" or "https")) return "is neither http nor https";
        return uri.UserInfo.Length > 0 ? "carries a user name or password" : null;
    }
}
