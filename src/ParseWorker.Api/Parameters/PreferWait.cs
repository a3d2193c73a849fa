using System.Globalization;

namespace ParseWorker.Api.Parameters;

/// <summary><c>Prefer: wait=N</c> (RFC 7240 §4.3): how long the client would like the answer to wait.</summary>
internal static class PreferWait
{
    /// <summary>A longer wait is cut to this: proxies and clients give up at about a minute.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>Reads the preference, and says in the response which wait was applied.</summary>
    /// <returns>0 to <see cref="Longest"/>, or null when no wait was asked for that can be read.</returns>
    public static TimeSpan? Apply(HttpContext context)
    {
        if (Read(context.Request.Headers["Prefer"]) is not { } wait) return null;
        context.Response.Headers["Preference-Applied"] = string.Create(CultureInfo.InvariantCulture, $"wait={wait.TotalSeconds:0}");
        return wait;
    }

    /// <summary>The first <c>wait</c> among the preferences; RFC 7240 says to ignore what cannot be read.</summary>
    internal static TimeSpan? Read(IEnumerable<string?> headers)
    {
        foreach (var preference in headers.SelectMany(header => (header ?? "").Split(',')))
        {
            var parts = preference.Split(';')[0].Split('=', 2, StringSplitOptions.TrimEntries);
            if (parts.Length != 2 || !parts[0].Equals("wait", StringComparison.OrdinalIgnoreCase)) continue;
            if (!QueryNumber.TryRead(parts[1].Trim('"'), out var seconds)) return null;
            return TimeSpan.FromSeconds(Math.Min(seconds, Longest.TotalSeconds));
        }

        return null;
    }
}
