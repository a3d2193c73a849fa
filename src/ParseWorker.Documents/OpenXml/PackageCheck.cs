using System.IO.Compression;
using System.Xml;
using ParseWorker.Core.CompoundFiles;
using ParseWorker.Core.Errors;

namespace ParseWorker.Documents.OpenXml;

/// <summary>
/// Unpacks a package once, into nothing, before it is read: what its directory declares may be a lie, a few kilobytes may unpack to
/// gigabytes, elements nested by the thousand would overflow the stack of the reader, and one element written a million times over takes
/// next to no room in the package, but time and memory from whoever reads it.
/// </summary>
internal static class PackageCheck
{
    /// <summary>Bytes that all parts together may unpack to.</summary>
    public const long MaxExpandedBytes = 512L * 1024 * 1024;

    /// <summary>Parts of a package; Office's own have a few dozen, a long presentation some thousand.</summary>
    private const int MaxParts = 10_000;

    /// <summary>Elements within each other; tables ten deep in each other come to about a hundred.</summary>
    private const int MaxDepth = 512;

    /// <summary>
    /// Elements that any package but a workbook may have: a second or two, and 400 MiB when all are one paragraph's. A thousand pages of
    /// Word with every word in a style of its own have half of that.
    /// </summary>
    public const int MostOfAny = 2_000_000;

    /// <summary>The same of a workbook, whose cells are read one at a time.</summary>
    public const int MostOfAnyWorkbook = 1_000_000;

    /// <summary>
    /// Elements of a larger package to each byte of it. Cells of long tables come to two or three when they are packed, and those of sheets
    /// to one; copies of one element to ten and more.
    /// </summary>
    private const int MostToAByte = 4;

    private const int NodesPerCheck = 4096;

    private const int CopyBytes = 80 * 1024;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        CheckCharacters = false,
    };

    /// <summary>Leaves the stream at its start.</summary>
    /// <exception cref="DocumentException">The package needs a password, or passes a limit.</exception>
    public static void Check(Stream package, string format, CancellationToken token)
    {
        // The sniffer calls a compound file a package only when it holds an encrypted one.
        if (IsCompoundFile(package)) throw new DocumentException(DocumentErrors.PasswordProtected());
        using (var zip = new ZipArchive(package, ZipArchiveMode.Read, leaveOpen: true))
            Check(zip, format, new ElementBudget(format, MostElements(format, package.Length)), token);
        package.Position = 0;
    }

    private static long MostElements(string format, long packed) =>
        Math.Max(format == "XLSX" ? MostOfAnyWorkbook : MostOfAny, packed * MostToAByte);

    private static bool IsCompoundFile(Stream package)
    {
        Span<byte> start = stackalloc byte[CompoundFile.SignatureBytes];
        package.Position = 0;
        var read = package.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        package.Position = 0;
        return CompoundFile.IsStartOfOne(start[..read]);
    }

    private static void Check(ZipArchive zip, string format, ElementBudget elements, CancellationToken token)
    {
        if (zip.Entries.Count > MaxParts) throw TooLarge(format, $"has more than {MaxParts:N0} parts");
        if (zip.Entries.Sum(part => part.Length) > MaxExpandedBytes) throw Expands(format);
        var left = MaxExpandedBytes;
        foreach (var part in zip.Entries)
        {
            using var content = new CountedStream(part.Open(), left, () => Expands(format));
            // Whatever its name: what a part holds is said elsewhere in the package, and images end the reader at once.
            CheckElements(new BoundedTags(content, () => TooLarge(format, "has a tag or white space longer than any program writes")),
                format, elements, token);
            Drain(content, token);
            left -= content.Count;
        }
    }

    private static void CheckElements(Stream part, string format, ElementBudget elements, CancellationToken token)
    {
        try
        {
            using var xml = XmlReader.Create(part, Settings);
            for (var nodes = 0; xml.Read(); nodes++)
            {
                if (nodes % NodesPerCheck == 0) token.ThrowIfCancellationRequested();
                if (xml.NodeType == XmlNodeType.Element) elements.Take();
                if (xml.Depth > MaxDepth) throw TooLarge(format, $"nests its elements more than {MaxDepth} deep");
            }
        }
        catch (XmlException)
        {
            // Whether the part matters shows when the document is read; one that does is reported there.
        }
    }

    private static void Drain(CountedStream part, CancellationToken token)
    {
        var buffer = new byte[CopyBytes];
        do token.ThrowIfCancellationRequested();
        while (part.Read(buffer) > 0);
    }

    private static DocumentException Expands(string format) =>
        TooLarge(format, $"unpacks to more than {MaxExpandedBytes / (1024 * 1024)} MiB");

    internal static DocumentException TooLarge(string format, string what) =>
        new(ParseErrorCodes.DocumentTooLarge, $"The {format} {what}. Split it and send its parts.");
}
