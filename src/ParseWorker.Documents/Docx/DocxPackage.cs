using System.IO.Compression;
using System.Xml;
using ParseWorker.Core.Parses;

namespace ParseWorker.Documents.Docx;

/// <summary>
/// Unpacks a package once, into nothing, before it is read: what its directory declares may be a lie, a few kilobytes may unpack to
/// gigabytes, and elements nested by the thousand would overflow the stack of the reader.
/// </summary>
internal static class DocxPackage
{
    /// <summary>Bytes that all parts together may unpack to.</summary>
    public const long MaxExpandedBytes = 512L * 1024 * 1024;

    /// <summary>Parts of a package; Word's own have a few dozen.</summary>
    private const int MaxParts = 10_000;

    /// <summary>Elements within each other; tables ten deep in each other come to about a hundred.</summary>
    private const int MaxDepth = 512;

    private const int NodesPerCheck = 4096;

    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CheckCharacters = false };

    /// <exception cref="DocumentException">The package passes a limit.</exception>
    public static void Check(byte[] package, CancellationToken token)
    {
        using var zip = new ZipArchive(new MemoryStream(package), ZipArchiveMode.Read);
        if (zip.Entries.Count > MaxParts) throw TooLarge($"has more than {MaxParts:N0} parts");
        if (zip.Entries.Sum(part => part.Length) > MaxExpandedBytes) throw Expands();
        var left = MaxExpandedBytes;
        foreach (var part in zip.Entries)
        {
            token.ThrowIfCancellationRequested();
            using var content = new CountedStream(part.Open(), left, Expands);
            if (part.Name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase)) CheckDepth(content, token);
            content.CopyTo(Stream.Null);
            left -= content.Count;
        }
    }

    private static void CheckDepth(Stream part, CancellationToken token)
    {
        try
        {
            using var xml = XmlReader.Create(part, Settings);
            for (var nodes = 0; xml.Read(); nodes++)
            {
                if (nodes % NodesPerCheck == 0) token.ThrowIfCancellationRequested();
                if (xml.Depth > MaxDepth) throw TooLarge($"nests its elements more than {MaxDepth} deep");
            }
        }
        catch (XmlException)
        {
            // Whether the part matters shows when the document is read; one that does is reported there.
        }
    }

    private static DocumentException Expands() => TooLarge($"unpacks to more than {MaxExpandedBytes / (1024 * 1024)} MiB");

    private static DocumentException TooLarge(string what) =>
        new(ParseErrorCodes.DocumentTooLarge, $"The DOCX {what}. Split it and send its parts.");
}
