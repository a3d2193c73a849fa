using System.ComponentModel.DataAnnotations;
using ParseWorker.Core.Parses;

namespace ParseWorker.Documents;

/// <summary>How a document is read.</summary>
public sealed record ReadOptions
{
    /// <summary>Whether text is read from images too: scans, and pages without usable text.</summary>
    public required bool Ocr { get; init; }

    /// <summary>The directory of the OCR models; null or one that lacks a file means that there is no OCR.</summary>
    public string? OcrModels { get; init; }

    /// <summary>
    /// Whose diacritics characters in images get: <c>Latin</c> for any language in Latin script, <c>eng</c> for none,
    /// or Tesseract's names of languages (<c>deu+fra</c>). Null means none.
    /// </summary>
    public string? OcrLanguages { get; init; }

    /// <summary>
    /// Tesseract's command, an absolute path; characters stay without diacritics that the OCR models do not know when it is null
    /// or there is no such file.
    /// </summary>
    public string? TesseractCommand { get; init; }

    /// <summary>
    /// Dots per inch that pages are drawn at for OCR, <see cref="ParseSettings.LowestDpi"/> to <see cref="ParseSettings.HighestDpi"/>; the
    /// API lets no others in.
    /// </summary>
    [Range(ParseSettings.LowestDpi, ParseSettings.HighestDpi)]
    public int Dpi { get; init; } = ParseSettings.DefaultDpi;

    /// <summary>Whether an e-mail's attachments are read too, as pages after its own; they are listed in any case.</summary>
    public bool ParseAttachments { get; init; }

    /// <summary>
    /// LibreOffice's command, an absolute path; formats that need it are refused when it is null or there is no such file.
    /// </summary>
    public string? OfficeCommand { get; init; }

    /// <summary>How deep the document stands in others: 0 for one that was sent by itself.</summary>
    internal int Depth { get; init; }

    /// <summary>What documents within a DOCX may still come to, of all of them together; null outside of one.</summary>
    internal ChunkBudget? Chunks { get; init; }
}
