namespace ParseWorker.Core.Sniffing;

/// <summary>
/// Formats told by their first bytes alone. Images and RTF are ours; the others are named so that a refusal can say what they are.
/// </summary>
internal static class Signatures
{
    /// <summary>Finds the format that <paramref name="head"/> starts like, or null.</summary>
    public static SniffedDocument? Find(ReadOnlySpan<byte> head)
    {
        if (ImageType(head) is { } image) return new(DocumentType.Image, image);
        if (head.StartsWith("{\\rtf"u8)) return new(DocumentType.Rtf, "application/rtf");
        if (head.StartsWith((ReadOnlySpan<byte>)[0x78, 0x9F, 0x3E, 0x22])) return new(DocumentType.Email, MimeTypes.Tnef);
        return OtherType(head) is { } other ? new(DocumentType.Unknown, other) : null;
    }

    private static string? ImageType(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A])) return "image/png";
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return "image/jpeg";
        if (head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8)) return "image/gif";
        if (head.StartsWith("II*\0"u8) || head.StartsWith("MM\0*"u8)) return "image/tiff";
        if (head.StartsWith("RIFF"u8) && head.Length >= 12 && head[8..].StartsWith("WEBP"u8)) return "image/webp";
        return IsBitmap(head) ? "image/bmp" : null;
    }

    /// <summary>"BM" alone would take text for an image: the reserved words must be zero and the header's length a known one.</summary>
    private static bool IsBitmap(ReadOnlySpan<byte> head) =>
        head.StartsWith("BM"u8) && head.Length >= 18
        && head[6..10].IndexOfAnyExcept((byte)0) < 0
        && head[14] is 12 or 40 or 52 or 56 or 64 or 108 or 124
        && head[15..18].IndexOfAnyExcept((byte)0) < 0;

    private static string? OtherType(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("%!PS"u8)) return "application/postscript";
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B])) return "application/gzip";
        if (head.StartsWith((ReadOnlySpan<byte>)[(byte)'7', (byte)'z', 0xBC, 0xAF])) return "application/x-7z-compressed";
        if (head.StartsWith("Rar!\x1A\a"u8)) return "application/vnd.rar";
        if (head.Length >= 12 && head[4..].StartsWith("ftyp"u8)) return IsHeif(head[8..12]) ? "image/heic" : "video/mp4";
        return null;
    }

    private static bool IsHeif(ReadOnlySpan<byte> brand) =>
        brand.SequenceEqual("heic"u8) || brand.SequenceEqual("heix"u8) || brand.SequenceEqual("mif1"u8);
}
