using ParseWorker.Documents.Images.Raster;
using ParseWorker.Documents.Ocr;
using ParseWorker.Documents.Pdf.Recognition;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Exceptions;

namespace ParseWorker.Documents.Pdf;

/// <summary>PDF: its text by PdfPig, and what has none by OCR.</summary>
internal sealed class PdfEngine : IDocumentEngine
{
    public IOpenDocument Open(DocumentSource source, CancellationToken token)
    {
        var bytes = DocumentBytes.Read(source.Content);
        PdfEnding.Check(bytes);
        var document = Open(bytes);
        try
        {
            if (document.NumberOfPages < 1) throw new DocumentException(DocumentErrors.Corrupt("The PDF has no pages."));
            var (reader, why) = Ocr(source.Options);
            var pages = new PdfPages(document);
            if (reader is null) ScanCheck.Check(pages, why, token);
            return new PdfOpenDocument(document, pages, reader is null ? null
                : new PageOcr(reader, new PageRasterizer(LocalFile.Of(source.Content, bytes))));
        }
        catch
        {
            document.Dispose();
            throw;
        }
    }

    private static (OcrReader? Reader, string Why) Ocr(ReadOptions options)
    {
        var (reader, why) = OcrReader.For(options);
        return reader is not null && !PageRasterizer.IsInstalled ? (null, PageRasterizer.WhyMissing) : (reader, why);
    }

    /// <summary>Opens a document leniently.</summary>
    internal static PdfDocument Open(byte[] bytes)
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
