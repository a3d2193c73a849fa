using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ParseWorker.Core.Webhooks;

/// <summary>
/// What an endpoint and this service share, so that the endpoint knows who sent a message. Form and signature are those of Standard
/// Webhooks (github.com/standard-webhooks/standard-webhooks, spec/standard-webhooks.md).
/// </summary>
public sealed class WebhookSecret
{
    /// <summary>What every secret starts with; its bytes follow in Base64.</summary>
    public const string Prefix = "whsec_";

    /// <summary>Bytes of a secret at least, as the specification says.</summary>
    public const int LeastBytes = 24;

    /// <summary>Bytes of a secret at most, as the specification says.</summary>
    public const int MostBytes = 64;

    private const int NewBytes = 32;

    private readonly byte[] _bytes;

    /// <summary>The secret of these bytes.</summary>
    public WebhookSecret(ReadOnlySpan<byte> bytes) => _bytes = bytes.ToArray();

    /// <summary>Its bytes, to be stored.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>A new one of 32 random bytes.</summary>
    public static WebhookSecret New() => new(RandomNumberGenerator.GetBytes(NewBytes));

    /// <summary>Reads a secret as clients send it.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out WebhookSecret? secret)
    {
        secret = null;
        if (text is null || !text.StartsWith(Prefix, StringComparison.Ordinal)) return false;
        Span<byte> bytes = stackalloc byte[MostBytes];
        if (text.Length > Prefix.Length + 4 * MostBytes
            || !Convert.TryFromBase64String(text[Prefix.Length..], bytes, out var length) || length < LeastBytes) return false;
        secret = new WebhookSecret(bytes[..length]);
        return true;
    }

    /// <summary>The secret as an endpoint's owner gets it.</summary>
    public string Reveal() => Prefix + Convert.ToBase64String(_bytes);

    /// <summary>The signature of a message: <c>v1,</c> and in Base64 the HMAC-SHA256 of id, time and body, with dots between.</summary>
    /// <param name="messageId">The header <c>webhook-id</c>.</param>
    /// <param name="timestamp">The header <c>webhook-timestamp</c>, seconds since 1970.</param>
    /// <param name="body">The request's body, byte for byte.</param>
    public string SignatureOf(string messageId, long timestamp, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _bytes);
        hmac.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{messageId}.{timestamp}.")));
        hmac.AppendData(body);
        return "v1," + Convert.ToBase64String(hmac.GetHashAndReset());
    }

    /// <summary>No secret: it must not reach a log.</summary>
    public override string ToString() => Prefix + "…";
}
