using System.Security.Cryptography;
using ParseWorker.Api.Errors;

namespace ParseWorker.Api.Parameters;

/// <summary>SHA-256 as clients write it.</summary>
internal static class Sha256Text
{
    /// <summary>Reads 64 hexadecimal digits; null and "" are none.</summary>
    /// <exception cref="RefusedException">422: it is something else.</exception>
    public static byte[]? Read(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        return text.Length == SHA256.HashSizeInBytes * 2 && text.All(char.IsAsciiHexDigit)
            ? Convert.FromHexString(text)
            : throw RefusedException.Invalid("invalid_sha256", "'sha256' must be 64 hexadecimal digits.");
    }
}
