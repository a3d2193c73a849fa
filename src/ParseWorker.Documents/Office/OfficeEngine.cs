using ParseWorker.Core.Errors;

namespace ParseWorker.Documents.Office;

/// <summary>
/// OpenDocument and the old formats of Office: LibreOffice, when it is installed, turns them into what the other engines read.
/// </summary>
internal sealed class OfficeEngine : IDocumentEngine
{
    public IOpenDocument Open(DocumentSource source, CancellationToken token)
    {
        var options = source.Options;
        if (options.OfficeCommand is not { } command || !File.Exists(command))
            throw new DocumentException(Missing(source.Sniffed.MimeType));
        var conversion = new OfficeConversion(command);
        try
        {
            var format = OfficeFormats.Of(source.Sniffed.MimeType);
            var content = conversion.Run(source.Content, format, token);
            // What comes out is not converted once more, whatever it is.
            var document = source.OpenInner(content, $"document.{format.To}", options with { OfficeCommand = null }, token);
            return new ConvertedDocument(document, content, conversion);
        }
        catch
        {
            conversion.Dispose();
            throw;
        }
    }

    private static ParseError Missing(string mimeType) => new(
        ParseErrorCodes.UnsupportedFormat,
        $"Documents of type {mimeType} are read through LibreOffice, which is not installed here. "
        + "Install it (Debian: libreoffice-writer-nogui, libreoffice-calc-nogui and libreoffice-impress-nogui), "
        + "or send the document as DOCX, XLSX, PPTX or PDF.");
}
