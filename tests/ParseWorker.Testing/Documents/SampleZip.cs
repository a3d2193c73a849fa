using System.IO.Compression;
using System.Text;

namespace ParseWorker.Testing.Documents;

/// <summary>Makes zips part by part, so that the documents made of them may be wrong in any way.</summary>
public static class SampleZip
{
    /// <summary>A zip of the given parts, in that order.</summary>
    /// <param name="parts">Name and content.</param>
    /// <param name="stored">Without compressing, as OpenDocument wants its first part.</param>
    public static byte[] Of(IEnumerable<(string Name, string Content)> parts, bool stored = false) =>
        Of(parts.Select(part => (part.Name, (Action<Stream>)(stream => stream.Write(Encoding.UTF8.GetBytes(part.Content))))), stored);

    /// <summary>A zip whose parts are written by their own code: they need not fit into memory.</summary>
    public static byte[] Of(IEnumerable<(string Name, Action<Stream> Write)> parts, bool stored = false)
    {
        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, write) in parts)
            {
                using var content = zip.CreateEntry(name, stored ? CompressionLevel.NoCompression : CompressionLevel.Fastest).Open();
                write(content);
            }
        return buffer.ToArray();
    }

    /// <summary>A part that is the same over and over, written without holding it.</summary>
    public static Action<Stream> Repeated(string before, string repeated, int times, string after) => stream =>
    {
        const int AtOnce = 10_000;
        var many = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(repeated, AtOnce)));
        stream.Write(Encoding.UTF8.GetBytes(before));
        for (var left = times; left > 0; left -= AtOnce) stream.Write(many.AsSpan(0, many.Length / AtOnce * Math.Min(left, AtOnce)));
        stream.Write(Encoding.UTF8.GetBytes(after));
    };

    /// <summary>Copies a zip but for one part. Not by changing it in place, which would hold its parts in memory.</summary>
    public static byte[] Without(byte[] zip, string part) => Of(Parts(zip, part));

    /// <summary>Copies a zip with one part more, or with another content of it.</summary>
    public static byte[] With(byte[] zip, string part, Action<Stream> write) => Of(Parts(zip, part).Append((part, write)));

    private static IEnumerable<(string, Action<Stream>)> Parts(byte[] zip, string without)
    {
        using var source = new ZipArchive(new MemoryStream(zip));
        foreach (var entry in source.Entries)
            if (entry.FullName != without) yield return (entry.FullName, Copy(entry));
    }

    private static Action<Stream> Copy(ZipArchiveEntry entry) => content =>
    {
        using var original = entry.Open();
        original.CopyTo(content);
    };

    /// <summary>Writes <paramref name="text"/> until <paramref name="bytes"/> bytes are reached.</summary>
    public static void Repeat(this Stream stream, string text, long bytes)
    {
        var block = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(text, Math.Max(1, 65_536 / text.Length))));
        for (var written = 0L; written < bytes; written += block.Length) stream.Write(block);
    }
}
