using ParseWorker.Api.Errors;

namespace ParseWorker.Api.Parses;

/// <summary>The header <c>Idempotency-Key</c>.</summary>
internal static class IdempotencyKey
{
    private const string Header = "Idempotency-Key";
    private const int Longest = 255;

    /// <summary>The key, or null when none was sent.</summary>
    /// <exception cref="RefusedException">422: it is longer than 255 characters.</exception>
    public static string? Read(HttpRequest request)
    {
        var key = request.Headers[Header].ToString().Trim();
        if (key.Length > Longest)
            throw RefusedException.Invalid("invalid_idempotency_key", $"The Idempotency-Key is longer than {Longest} characters.");
        return key.Length == 0 ? null : key;
    }
}
