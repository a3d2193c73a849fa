using System.Diagnostics.CodeAnalysis;

namespace ParseWorker.Core.Identifiers;

/// <summary>Ids made of a prefix and a ULID, so that they sort by the time they were made.</summary>
internal static class PrefixedUlid
{
    /// <summary>A new id; <paramref name="now"/> becomes its sortable part (milliseconds).</summary>
    public static string New(string prefix, DateTimeOffset now) => prefix + Ulid.NewUlid(now);

    /// <summary>True for text that <see cref="New"/> can have made.</summary>
    public static bool IsOne([NotNullWhen(true)] string? text, string prefix) =>
        text is not null && text.StartsWith(prefix, StringComparison.Ordinal) && Ulid.TryParse(text.AsSpan(prefix.Length), out var ulid)

        // The library reads any character as some digits: only text that it would write itself is an id.
        && prefix + ulid == text;
}
