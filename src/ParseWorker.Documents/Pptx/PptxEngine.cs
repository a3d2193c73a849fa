using DocumentFormat.OpenXml.Packaging;
using ParseWorker.Documents.OpenXml;

namespace ParseWorker.Documents.Pptx;

/// <summary>PPTX and PPTM, by the Open XML SDK: a page for each slide. Macros are not looked at.</summary>
internal sealed class PptxEngine : IDocumentEngine
{
    public IOpenDocument Open(DocumentSource source, CancellationToken token)
    {
        PackageCheck.Check(source.Content, "PPTX", token);
        var document = PresentationDocument.Open(source.Content, isEditable: false);
        try
        {
            return new PptxDocument(document);
        }
        catch
        {
            document.Dispose();
            throw;
        }
    }
}
