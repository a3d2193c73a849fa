namespace ParseWorker.Core.Sniffing;

/// <summary>Tells Office documents and their kin by the names in the zip; nothing is unpacked.</summary>
internal static class ZipSniffer
{
    private static ReadOnlySpan<byte> MimetypeEntry => "mimetype"u8;
    private const int LocalHeaderBytes = 30;

    /// <summary>Starts like a zip with entries, or like an empty one.</summary>
    public static bool IsZip(ReadOnlySpan<byte> head) => head.StartsWith("PK\u0003\u0004"u8) || head.StartsWith("PK\u0005\u0006"u8);

    /// <summary>A broken zip that claims to be a document is one: the engine says that it is corrupt.</summary>
    public static SniffedDocument Sniff(Stream document, ReadOnlySpan<byte> head, string extension)
    {
        if (DeclaredType(head) is { } declared) return new(IsOpenDocument(declared) ? DocumentType.Office : DocumentType.Unknown, declared);
        if (ZipDirectory.ReadNames(document) is { } names) return OfNames(names);
        if (extension == "docx" || head.IndexOf("word/document"u8) >= 0) return new(DocumentType.Docx, MimeTypes.Docx);
        if (extension is "xlsx" or "xlsm" || head.IndexOf("xl/workbook"u8) >= 0) return new(DocumentType.Xlsx, MimeTypes.Xlsx);
        return extension is "pptx" or "pptm" || head.IndexOf("ppt/presentation"u8) >= 0
            ? new(DocumentType.Pptx, MimeTypes.Pptx)
            : new(DocumentType.Unknown, MimeTypes.Zip);
    }

    private static SniffedDocument OfNames(IReadOnlyCollection<string> names)
    {
        if (Has(names, "word/document")) return new(DocumentType.Docx, MimeTypes.Docx);
        if (Has(names, "xl/workbook.bin")) return new(DocumentType.Office, MimeTypes.Xlsb);
        if (Has(names, "xl/workbook")) return new(DocumentType.Xlsx, MimeTypes.Xlsx);
        if (Has(names, "ppt/presentation")) return new(DocumentType.Pptx, MimeTypes.Pptx);
        return new(DocumentType.Unknown, MimeTypes.Zip);
    }

    private static bool IsOpenDocument(string type) => type is
        "application/vnd.oasis.opendocument.text" or "application/vnd.oasis.opendocument.text-template"
        or "application/vnd.oasis.opendocument.spreadsheet" or "application/vnd.oasis.opendocument.spreadsheet-template"
        or "application/vnd.oasis.opendocument.presentation" or "application/vnd.oasis.opendocument.presentation-template";

    private static bool Has(IReadOnlyCollection<string> names, string part) =>
        names.Any(name => name.StartsWith(part, StringComparison.OrdinalIgnoreCase));

    /// <summary>OpenDocument and EPUB store their type, uncompressed, as the first entry.</summary>
    private static string? DeclaredType(ReadOnlySpan<byte> head)
    {
        if (head.Length < LocalHeaderBytes + MimetypeEntry.Length || !head[LocalHeaderBytes..].StartsWith(MimetypeEntry)) return null;
        var length = BitConverter.ToInt32(head[22..26]);
        var extra = BitConverter.ToUInt16(head[28..30]);
        var start = LocalHeaderBytes + MimetypeEntry.Length + extra;
        if (length is <= 0 or > 128 || start + length > head.Length) return null;
        var type = System.Text.Encoding.ASCII.GetString(head.Slice(start, length)).Trim();
        return type.StartsWith("application/", StringComparison.Ordinal) && !type.Any(char.IsControl) ? type : null;
    }
}
