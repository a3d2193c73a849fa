using System.Buffers.Text;
using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace ParseWorker.Api.FrontPage;

/// <summary>A file of the front page as it is sent.</summary>
/// <param name="ContentType">Its type, with the character set where it is text.</param>
/// <param name="Bytes">Its bytes.</param>
internal sealed record PageFile(string ContentType, byte[] Bytes)
{
    private readonly Lazy<byte[]> _compressed = new(() => Compress(Bytes));

    /// <summary>Tells this version of it from every other.</summary>
    public EntityTagHeaderValue Tag { get; } = new($"\"{HashOf(Bytes)}\"");

    /// <summary>The tag of <see cref="Compressed"/>: other bytes have another one (RFC 9110, section 8.8.3.3).</summary>
    public EntityTagHeaderValue CompressedTag { get; } = new($"\"{HashOf(Bytes)}-gzip\"");

    /// <summary>Its bytes by gzip; made when the first browser asks, and kept.</summary>
    public byte[] Compressed => _compressed.Value;

    private static string HashOf(byte[] bytes) => Base64Url.EncodeToString(SHA256.HashData(bytes).AsSpan(0, 12));

    private static byte[] Compress(byte[] bytes)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.SmallestSize)) gzip.Write(bytes);
        return compressed.ToArray();
    }
}
