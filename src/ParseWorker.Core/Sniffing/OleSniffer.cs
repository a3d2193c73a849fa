using ParseWorker.Core.CompoundFiles;

namespace ParseWorker.Core.Sniffing;

/// <summary>Tells the old Office formats, Outlook's messages and encrypted documents by the names in a compound file's directory.</summary>
internal static class OleSniffer
{
    /// <summary>Entries of the directory that are looked at: Office's own files have a few dozen.</summary>
    private const int MaxEntries = 512;

    /// <summary>A document of Office under a password is a document: the engine says that it needs the password.</summary>
    public static SniffedDocument Sniff(Stream document, string extension)
    {
        if (CompoundFile.Open(document, MaxEntries) is not { Names: var names }) return new(DocumentType.Unknown, MimeTypes.Ole);
        if (names.Contains("EncryptedPackage")) return Encrypted(extension);
        if (names.Contains("__properties_version1.0")) return new(DocumentType.Email, MimeTypes.OutlookMessage);
        if (names.Contains("WordDocument")) return new(DocumentType.Office, "application/msword");
        if (names.Contains("Workbook") || names.Contains("Book")) return new(DocumentType.Office, "application/vnd.ms-excel");
        return names.Contains("PowerPoint Document")
            ? new(DocumentType.Office, "application/vnd.ms-powerpoint")
            : new(DocumentType.Unknown, MimeTypes.Ole);
    }

    /// <summary>Which of the three it is stays encrypted, so the name has to tell.</summary>
    private static SniffedDocument Encrypted(string extension) => extension switch
    {
        "docx" or "docm" or "dotx" => new(DocumentType.Docx, MimeTypes.Docx),
        "xlsx" or "xlsm" or "xltx" => new(DocumentType.Xlsx, MimeTypes.Xlsx),
        "pptx" or "pptm" or "ppsx" => new(DocumentType.Pptx, MimeTypes.Pptx),
        _ => new(DocumentType.Unknown, MimeTypes.Ole),
    };
}
