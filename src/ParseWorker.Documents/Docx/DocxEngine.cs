using DocumentFormat.OpenXml.Packaging;
using ParseWorker.Documents.OpenXml;

namespace ParseWorker.Documents.Docx;

/// <summary>DOCX, by the Open XML SDK. Where pages break is Word's decision at print time, so the whole document is one page.</summary>
internal sealed class DocxEngine : IDocumentEngine
{
    public IOpenDocument Open(DocumentSource source, CancellationToken token)
    {
        PackageCheck.Check(source.Content, "DOCX", token);
        using var document = WordprocessingDocument.Open(source.Content, isEditable: false);
        var main = document.MainDocumentPart ?? throw new DocumentException(DocumentErrors.Corrupt("The DOCX has no main part."));
        return new SinglePageDocument(DocxBody.Read(main, source, token));
    }
}
