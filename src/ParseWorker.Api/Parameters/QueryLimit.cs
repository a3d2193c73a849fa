using ParseWorker.Api.Errors;

namespace ParseWorker.Api.Parameters;

/// <summary>How many rows a list may have.</summary>
internal static class QueryLimit
{
    /// <summary>The greatest limit of every list.</summary>
    public const int Greatest = 100;

    /// <summary>Reads a limit; absent or empty means <paramref name="absent"/>.</summary>
    /// <exception cref="RefusedException">422: not from 1 to <see cref="Greatest"/>.</exception>
    public static int Read(string? text, int absent)
    {
        if (string.IsNullOrEmpty(text)) return absent;
        return QueryNumber.TryRead(text, out var limit) && limit is >= 1 and <= Greatest
            ? limit
            : throw RefusedException.Invalid("invalid_query", $"'limit' must be a whole number from 1 to {Greatest}.");
    }
}
