using ParseWorker.Api.Errors;

namespace ParseWorker.Api.Parameters;

/// <summary>Booleans in a query string as the client libraries spell them: true, True and 1.</summary>
internal static class QueryFlag
{
    /// <summary>Reads a flag; absent or empty means <paramref name="absent"/>.</summary>
    public static bool Read(string? text, string name, bool absent) => text?.Trim().ToLowerInvariant() switch
    {
        null or "" => absent,
        "true" or "1" or "yes" or "on" => true,
        "false" or "0" or "no" or "off" => false,
        _ => throw RefusedException.Invalid("invalid_query", $"'{name}' must be true or false."),
    };
}
