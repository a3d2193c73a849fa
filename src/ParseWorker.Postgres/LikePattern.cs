using ParseWorker.Core.Storage;

namespace ParseWorker.Postgres;

/// <summary>Patterns of LIKE.</summary>
internal static class LikePattern
{
    /// <summary>What matches texts that start with <paramref name="prefix"/>; null for null, which restricts nothing.</summary>
    public static string? OfPrefix(string? prefix) => prefix is null ? null : Escape(StorableText.Of(prefix)) + "%";

    private static string Escape(string text) =>
        text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_",
            StringComparison.Ordinal);
}
