using System.Buffers.Binary;
using System.Text;

namespace ParseWorker.Core.Sniffing;

/// <summary>
/// Reads the names in a zip's central directory (APPNOTE 6.3.10, §4.3.12 and §4.3.16) within fixed bounds: a hostile zip may declare
/// millions of entries, and the API must not spend memory on them.
/// </summary>
internal static class ZipDirectory
{
    private const int MaxDirectoryBytes = 1024 * 1024;
    private const int EndBytes = 22;
    private const int MaxCommentBytes = ushort.MaxValue;
    private const int EntryBytes = 46;

    /// <summary>The names, as many as the bounds allow; null when there is no readable directory.</summary>
    public static IReadOnlyCollection<string>? ReadNames(Stream zip)
    {
        var tail = Read(zip, Math.Max(0, zip.Length - EndBytes - MaxCommentBytes), EndBytes + MaxCommentBytes);
        var end = tail.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        if (end < 0 || end + EndBytes > tail.Length) return null;
        var bytes = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(end + 12));
        var offset = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(end + 16));
        if (offset > zip.Length) return null;
        return Names(Read(zip, offset, (int)Math.Min(bytes, MaxDirectoryBytes)));
    }

    private static List<string>? Names(ReadOnlySpan<byte> directory)
    {
        var names = new List<string>();
        while (directory.Length >= EntryBytes && directory.StartsWith("PK\u0001\u0002"u8))
        {
            var name = BinaryPrimitives.ReadUInt16LittleEndian(directory[28..]);
            var rest = name + BinaryPrimitives.ReadUInt16LittleEndian(directory[30..])
                + BinaryPrimitives.ReadUInt16LittleEndian(directory[32..]);
            if (directory.Length < EntryBytes + rest) break;
            names.Add(Encoding.UTF8.GetString(directory.Slice(EntryBytes, name)));
            directory = directory[(EntryBytes + rest)..];
        }
        return names.Count == 0 ? null : names;
    }

    private static byte[] Read(Stream stream, long offset, int count)
    {
        var buffer = new byte[(int)Math.Min(count, Math.Max(0, stream.Length - offset))];
        stream.Position = offset;
        var read = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        return read == buffer.Length ? buffer : buffer[..read];
    }
}
