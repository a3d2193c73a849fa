using ParseWorker.Api.Errors;

namespace ParseWorker.Api.Parameters;

/// <summary>Text that rows are compared with.</summary>
internal static class QueryText
{
    /// <summary>The text; absent or empty is null.</summary>
    /// <exception cref="RefusedException">422: it holds a control character. No row has one, and the database takes no NUL.</exception>
    public static string? Read(string? text, string name)
    {
        if (string.IsNullOrEmpty(text)) return null;
        return text.Any(char.IsControl)
            ? throw RefusedException.Invalid("invalid_query", $"'{name}' holds a control character.")
            : text;
    }
}
