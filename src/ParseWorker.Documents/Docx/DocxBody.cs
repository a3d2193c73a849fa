using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using ParseWorker.Documents.Docx.Lists;
using ParseWorker.Documents.Docx.Parts;
using ParseWorker.Documents.Docx.Styles;
using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Docx;

/// <summary>Reads the body element by element, so that only one table or paragraph of it is in memory.</summary>
internal static class DocxBody
{
    public static IReadOnlyList<Block> Read(MainDocumentPart main, DocumentSource source, CancellationToken token)
    {
        var styles = new DocxStyles(main);
        var parts = new DocxParts(source, main, styles, new DocxNumbering(main, styles), new NoteMarks(main), token);
        var blocks = new DocxBlocks(parts);
        foreach (var element in Elements(main)) blocks.Add(element);
        return
        [
            .. DocxMargins.Headers(main, parts),
            .. blocks.Take(),
            .. DocxNotes.Read(main, parts),
            .. DocxComments.Read(main, parts),
            .. DocxMargins.Footers(main, parts),
        ];
    }

    private static IEnumerable<OpenXmlElement> Elements(MainDocumentPart main)
    {
        using var reader = OpenXmlReader.Create(main);
        while (reader.Read() && reader.ElementType != typeof(Body))
        {
            // Towards the body.
        }
        for (var more = reader.ReadFirstChild(); more; more = reader.ReadNextSibling())
            if (reader.LoadCurrentElement() is { } element) yield return element is AlternateContent ? WithinBody(element) : element;
    }

    /// <summary>Loaded by itself, it does not know what its content is: that follows from what it stands in.</summary>
    private static OpenXmlElement WithinBody(OpenXmlElement element) =>
        new Body($"<w:body xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">{element.OuterXml}</w:body>").FirstChild
            ?? element;
}
