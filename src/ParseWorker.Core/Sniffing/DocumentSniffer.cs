using ParseWorker.Core.CompoundFiles;

namespace ParseWorker.Core.Sniffing;

/// <summary>Tells what a document is from its bytes; clients' names and MIME types are not believed.</summary>
public static class DocumentSniffer
{
    /// <summary>
    /// Bytes looked at from the start; a zip's or an OLE file's directory is read besides. Text that turns out not to be text
    /// further on is the engine's to refuse.
    /// </summary>
    public const int HeadBytes = 64 * 1024;

    /// <summary>Sniffs a document; never throws on its content.</summary>
    /// <param name="document">Seekable; read from its start and left there.</param>
    /// <param name="fileName">The name the client gave; its extension decides between text formats only.</param>
    /// <returns>The type; when no engine reads it, <see cref="DocumentType.Unknown"/> with as exact a MIME type as was detected.</returns>
    public static SniffedDocument Sniff(Stream document, string fileName)
    {
        document.Position = 0;
        var buffer = new byte[(int)Math.Min(HeadBytes, document.Length)];
        var head = buffer.AsSpan(0, document.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false));
        var extension = FileExtension.Of(fileName);
        var sniffed = Sniff(document, head, extension);
        document.Position = 0;
        return sniffed;
    }

    private static SniffedDocument Sniff(Stream document, ReadOnlySpan<byte> head, string extension)
    {
        if (head.IsEmpty) return new(DocumentType.Unknown, MimeTypes.Binary);
        if (ZipSniffer.IsZip(head)) return ZipSniffer.Sniff(document, head, extension);
        if (CompoundFile.IsStartOfOne(head)) return OleSniffer.Sniff(document, extension);
        return Signatures.Find(head)
            ?? PdfSniffer.Find(head, extension)
            ?? TextSniffer.Find(head, extension)
            ?? new(DocumentType.Unknown, MimeTypes.Binary);
    }
}
