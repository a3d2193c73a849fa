using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Docx;

/// <summary>Reads the body element by element, so that only one table or paragraph of it is in memory.</summary>
internal static class DocxBody
{
    public static IReadOnlyList<Block> Read(MainDocumentPart main, CancellationToken token)
    {
        var notes = new DocxNotes(main);
        var blocks = new DocxBlocks(new DocxStyles(main), new DocxNumbering(main), notes, token);
        foreach (var element in Elements(main)) blocks.Add(element);
        return [.. blocks.Take(), .. notes.Blocks()];
    }

    private static IEnumerable<OpenXmlElement> Elements(MainDocumentPart main)
    {
        using var reader = OpenXmlReader.Create(main);
        while (reader.Read() && reader.ElementType != typeof(Body))
        {
            // Towards the body.
        }
        for (var more = reader.ReadFirstChild(); more; more = reader.ReadNextSibling())
            if (reader.LoadCurrentElement() is { } element) yield return element;
    }
}
