using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace ParseWorker.Providers;

/// <summary>A signed identity (RFC 7515), written here and not with the library that is tested by it.</summary>
public sealed class IdToken
{
    private const string KeyId = "key-1";

    /// <summary>What stands in it.</summary>
    public required JsonObject Claims { get; init; }

    /// <summary>Another algorithm than RS256: <c>none</c> leaves the signature out.</summary>
    public string Algorithm { get; set; } = "RS256";

    /// <summary>The token, signed.</summary>
    public string Write(RSA key)
    {
        var header = new JsonObject { ["alg"] = Algorithm, ["typ"] = "JWT", ["kid"] = KeyId };
        var text = $"{Encode(header.ToJsonString())}.{Encode(Claims.ToJsonString())}";
        var signature = Algorithm == "none" ? "" : Base64Url.EncodeToString(Signature(key, Encoding.ASCII.GetBytes(text)));
        return $"{text}.{signature}";
    }

    /// <summary>The keys that a provider publishes (RFC 7517).</summary>
    public static JsonObject KeySet(RSA key)
    {
        var parameters = key.ExportParameters(includePrivateParameters: false);
        return new JsonObject
        {
            ["keys"] = new JsonArray(new JsonObject
            {
                ["kty"] = "RSA",
                ["use"] = "sig",
                ["alg"] = "RS256",
                ["kid"] = KeyId,
                ["n"] = Base64Url.EncodeToString(parameters.Modulus),
                ["e"] = Base64Url.EncodeToString(parameters.Exponent),
            }),
        };
    }

    private static byte[] Signature(RSA key, byte[] bytes)
    {
        var formatter = new RSAPKCS1SignatureFormatter(key);
        formatter.SetHashAlgorithm(nameof(SHA256));
        return formatter.CreateSignature(SHA256.HashData(bytes));
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
