using DocumentFormat.OpenXml.Packaging;
using ParseWorker.Documents.OpenXml;

namespace ParseWorker.Documents.Xlsx;

/// <summary>XLSX and XLSM: the Open XML SDK finds the parts, sheets are read as streams. Macros are not looked at.</summary>
internal sealed class XlsxEngine : IDocumentEngine
{
    public IOpenDocument Open(DocumentSource source, CancellationToken token)
    {
        PackageCheck.Check(source.Content, "XLSX", token);
        var document = SpreadsheetDocument.Open(source.Content, isEditable: false);
        try
        {
            return new XlsxDocument(document, token);
        }
        catch
        {
            document.Dispose();
            throw;
        }
    }
}
