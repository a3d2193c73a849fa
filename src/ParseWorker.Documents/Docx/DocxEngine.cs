using DocumentFormat.OpenXml.Packaging;

namespace ParseWorker.Documents.Docx;

/// <summary>DOCX, by the Open XML SDK. Where pages break is Word's decision at print time, so the whole document is one page.</summary>
internal sealed class DocxEngine : IDocumentEngine
{
    private static readonly byte[] OleMagic = [0xD0, 0xCF, 0x11, 0xE0];

    public IOpenDocument Open(DocumentSource source, CancellationToken token)
    {
        var bytes = DocumentBytes.Read(source.Content);
        // The sniffer lets an OLE file through as DOCX only when it holds an encrypted package.
        if (bytes.AsSpan().StartsWith(OleMagic)) throw new DocumentException(DocumentErrors.PasswordProtected());
        DocxPackage.Check(bytes, token);

        using var document = WordprocessingDocument.Open(new MemoryStream(bytes), isEditable: false);
        var main = document.MainDocumentPart ?? throw new DocumentException(DocumentErrors.Corrupt("The DOCX has no main part."));
        return new SinglePageDocument(DocxBody.Read(main, token));
    }
}
