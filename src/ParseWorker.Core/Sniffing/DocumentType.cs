namespace ParseWorker.Core.Sniffing;

/// <summary>What a document is, told from its bytes.</summary>
public enum DocumentType
{
    /// <summary>None of the others.</summary>
    Unknown,

    /// <summary>PDF.</summary>
    Pdf,

    /// <summary>A raster image: PNG, JPEG, GIF, BMP, TIFF or WebP.</summary>
    Image,

    /// <summary>Office Open XML word processing.</summary>
    Docx,

    /// <summary>Office Open XML spreadsheet, with macros or without.</summary>
    Xlsx,

    /// <summary>Office Open XML presentation, with macros or without.</summary>
    Pptx,

    /// <summary>OpenDocument, or a format of Office before 2007: read when LibreOffice is installed.</summary>
    Office,

    /// <summary>HTML.</summary>
    Html,

    /// <summary>An Internet message, or one of Outlook.</summary>
    Email,

    /// <summary>Rich Text Format.</summary>
    Rtf,

    /// <summary>Markdown.</summary>
    Markdown,

    /// <summary>Delimiter-separated values.</summary>
    Csv,

    /// <summary>JSON, XML or a programming language.</summary>
    Code,

    /// <summary>Plain text.</summary>
    Text,
}

/// <summary>The result of sniffing.</summary>
/// <param name="Type">What an engine is chosen by.</param>
/// <param name="MimeType">What clients are told; never null.</param>
public sealed record SniffedDocument(DocumentType Type, string MimeType);
