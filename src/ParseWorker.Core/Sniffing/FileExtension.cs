namespace ParseWorker.Core.Sniffing;

/// <summary>What a file's name claims.</summary>
internal static class FileExtension
{
    /// <summary>The extension in lower case, without its dot; empty when there is none.</summary>
    public static string Of(string fileName)
    {
        var dot = fileName.LastIndexOf('.');
        return dot < 0 ? "" : fileName[(dot + 1)..].ToLowerInvariant();
    }

    /// <summary>The text format an extension claims, or null when it claims none.</summary>
    public static SniffedDocument? TextFormat(string extension) => extension switch
    {
        "md" or "markdown" or "mdown" or "mkd" => new(DocumentType.Markdown, MimeTypes.Markdown),
        "csv" => new(DocumentType.Csv, MimeTypes.Csv),
        "tsv" or "tab" => new(DocumentType.Csv, MimeTypes.Tsv),
        "html" or "htm" or "xhtml" => new(DocumentType.Html, MimeTypes.Html),
        "txt" or "text" or "log" => new(DocumentType.Text, MimeTypes.Text),
        _ => null,
    };
}
