using UglyToad.PdfPig;
using UglyToad.PdfPig.Exceptions;

namespace ParseWorker.Documents.Pdf;

/// <summary>PDF with a text layer, by PdfPig.</summary>
internal sealed class PdfEngine : IDocumentEngine
{
    public IOpenDocument Open(DocumentSource source, CancellationToken token)
    {
        var bytes = DocumentBytes.Read(source.Content);
        PdfEnding.Check(bytes);
        var document = Open(bytes);
        try
        {
            PdfTextLayer.Check(document, token);
            return new PdfOpenDocument(document);
        }
        catch
        {
            document.Dispose();
            throw;
        }
    }

    private static PdfDocument Open(byte[] bytes)
    {
        try
        {
            // Lenient: many real files break a rule of the format and are read by every viewer.
            return PdfDocument.Open(bytes, new ParsingOptions { UseLenientParsing = true, SkipMissingFonts = true });
        }
        catch (PdfDocumentEncryptedException exception)
        {
            throw new DocumentException(DocumentErrors.PasswordProtected(), exception);
        }
    }
}
