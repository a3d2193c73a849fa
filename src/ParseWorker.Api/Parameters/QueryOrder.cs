using ParseWorker.Api.Errors;

namespace ParseWorker.Api.Parameters;

/// <summary>The order of a list.</summary>
internal static class QueryOrder
{
    /// <summary>True for oldest first; absent or empty is newest first.</summary>
    /// <exception cref="RefusedException">422: neither asc nor desc.</exception>
    public static bool IsAscending(string? order) => order switch
    {
        null or "" or "desc" => false,
        "asc" => true,
        _ => throw RefusedException.Invalid("invalid_query", "'order' must be asc or desc."),
    };
}
