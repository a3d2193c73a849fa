using ParseWorker.Api.Errors;

namespace ParseWorker.Api.Intake;

/// <summary>Names of files as clients give them.</summary>
internal static class FileName
{
    private const int Longest = 1024;

    /// <summary>The name without space around it.</summary>
    /// <param name="name">What was sent.</param>
    /// <param name="field">The field, for the error.</param>
    /// <exception cref="RefusedException">422: there is none, it is longer than 1,024 characters or holds a control character.</exception>
    public static string Check(string? name, string field)
    {
        if (name?.Trim() is not { Length: > 0 } trimmed) throw RefusedException.Invalid("invalid_filename", $"'{field}' is missing.");
        if (trimmed.Length > Longest)
            throw RefusedException.Invalid("invalid_filename", $"'{field}' is longer than {Longest} characters.");
        return trimmed.Any(char.IsControl)
            ? throw RefusedException.Invalid("invalid_filename", $"'{field}' holds a control character.")
            : trimmed;
    }
}
