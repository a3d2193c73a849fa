using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ParseWorker.Core.Parses;

namespace ParseWorker.Api.Parses;

/// <summary>SHA-256 over everything that makes two creates the same request.</summary>
internal static class RequestFingerprint
{
    /// <summary>Computes it, 32 bytes.</summary>
    /// <param name="keyId">The API key's id: two clients' equal requests are two requests.</param>
    /// <param name="sha256">What stands for the document: the hash of its bytes, or of its address.</param>
    /// <param name="request">The checked fields.</param>
    public static byte[] Of(string keyId, ReadOnlySpan<byte> sha256, CreateRequest request)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(sha256);
        var settings = request.Settings;
        List<string> fields =
        [
            keyId, request.FileName, settings.Model, settings.TableFormat.ToWire(),
            settings.ImageResolutionDpi.ToString(CultureInfo.InvariantCulture), settings.Instructions ?? "",
            request.Background ? "background" : "wait",
        ];

        // Only where they are given: a key that was used before an update still finds its parse.
        if (request.ExpiresAfter is { } wait) fields.Add(string.Create(CultureInfo.InvariantCulture, $"expires_after {wait.TotalSeconds}"));
        if (request.TimeLimit is { } limit) fields.Add(string.Create(CultureInfo.InvariantCulture, $"time_limit {limit.TotalSeconds}"));
        foreach (var field in fields) Append(hash, field);
        return hash.GetHashAndReset();
    }

    /// <summary>With its length in front: "ab" + "c" and "a" + "bc" must differ.</summary>
    private static void Append(IncrementalHash hash, string field)
    {
        var bytes = Encoding.UTF8.GetBytes(field);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
