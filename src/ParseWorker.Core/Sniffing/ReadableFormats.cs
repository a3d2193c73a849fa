namespace ParseWorker.Core.Sniffing;

/// <summary>What is read here, as people call it: the one list behind every message that refuses a document.</summary>
public static class ReadableFormats
{
    /// <summary>The formats as the end of a sentence: <c>PDF, DOCX, … or an image</c>.</summary>
    public static string Listed { get; } = $"{string.Join(", ", Names().SkipLast(1))} or {Names().Last()}";

    /// <summary>What a type is called; null for the type of what is not read.</summary>
    public static string? NameOf(DocumentType type) => type switch
    {
        DocumentType.Pdf => "PDF",
        DocumentType.Image => "an image",
        DocumentType.Docx => "DOCX",
        DocumentType.Xlsx => "XLSX",
        DocumentType.Pptx => "PPTX",
        DocumentType.Office => "OpenDocument",
        DocumentType.Html => "HTML",
        DocumentType.Email => "e-mail (EML, MSG)",
        DocumentType.Rtf => "RTF",
        DocumentType.Markdown => "Markdown",
        DocumentType.Csv => "CSV",
        DocumentType.Code => "JSON, XML",
        DocumentType.Text => "plain text",
        _ => null,
    };

    private static IEnumerable<string> Names() => Enum.GetValues<DocumentType>()
        .OrderBy(type => type == DocumentType.Image)
        .Select(NameOf)
        .OfType<string>();
}
