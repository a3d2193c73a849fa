using System.Text;
using ParseWorker.Core.Errors;
using ParseWorker.Core.Sniffing;
using ParseWorker.Documents.Docx;
using ParseWorker.Documents.Email;
using ParseWorker.Documents.Html;
using ParseWorker.Documents.Images.Engine;
using ParseWorker.Documents.Office;
using ParseWorker.Documents.Pdf;
using ParseWorker.Documents.Pptx;
using ParseWorker.Documents.Rtf;
using ParseWorker.Documents.Text;
using ParseWorker.Documents.Xlsx;

namespace ParseWorker.Documents.Engines;

/// <summary>The engines that are built in. An engine's libraries are loaded when its first document comes.</summary>
public static class DocumentEngines
{
    /// <summary>Libraries ask .NET for encodings by name: the older ones are known from the first document on.</summary>
    static DocumentEngines() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Sniffs a document and opens it with the engine for its type.</summary>
    /// <param name="content">Seekable; stays open until the result is disposed.</param>
    /// <param name="fileName">The name the client gave.</param>
    /// <param name="options">How it is read.</param>
    /// <param name="token">Stops the opening.</param>
    /// <exception cref="DocumentException">It cannot be parsed; every fault of a parser on a damaged document becomes one.</exception>
    public static IOpenDocument Open(Stream content, string fileName, ReadOptions options, CancellationToken token)
    {
        if (content.Length == 0) throw new DocumentException(DocumentErrors.Empty());
        var sniffed = DocumentSniffer.Sniff(content, fileName);
        var engine = Find(sniffed.Type) ?? throw new DocumentException(Unsupported(sniffed));
        return GuardedDocument.Open(engine, new DocumentSource(content, sniffed, options, Open), token);
    }

    internal static IDocumentEngine? Find(DocumentType type) => type switch
    {
        DocumentType.Pdf => new PdfEngine(),
        DocumentType.Image => new ImageEngine(),
        DocumentType.Docx => new DocxEngine(),
        DocumentType.Xlsx => new XlsxEngine(),
        DocumentType.Pptx => new PptxEngine(),
        DocumentType.Html => new HtmlEngine(),
        DocumentType.Email => new EmailEngine(),
        DocumentType.Office => new OfficeEngine(),
        DocumentType.Rtf => new RtfEngine(),
        DocumentType.Code => new CodeEngine(),
        DocumentType.Csv => new CsvEngine(),
        DocumentType.Markdown or DocumentType.Text => new TextEngine(),
        _ => null,
    };

    private static ParseError Unsupported(SniffedDocument sniffed) => new(
        ParseErrorCodes.UnsupportedFormat,
        $"No engine reads documents of type {sniffed.MimeType}. Convert it to {ReadableFormats.Listed}.");
}
