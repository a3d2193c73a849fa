using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using ParseWorker.Documents.Docx.Parts;
using ParseWorker.Documents.Docx.Runs;
using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Docx;

/// <summary>Writes the notes that were referred to after the text, as Markdown's footnotes.</summary>
internal static class DocxNotes
{
    /// <summary>The notes, a paragraph each.</summary>
    public static IEnumerable<Block> Read(MainDocumentPart main, DocxParts parts)
    {
        // A note may refer to another: the list grows while it is read.
        for (var index = 0; index < parts.Notes.Used.Count; index++)
        {
            var (mark, note) = parts.Notes.Used[index];
            var within = Within(note, main, parts);
            var text = string.Join('\n',
                note.Descendants<Paragraph>().Select(paragraph => TextOf(paragraph, within)).Where(line => line.Length > 0));
            yield return new Block.Paragraph($"{mark}: {text}");
        }
    }

    /// <summary>Notes have relationships of their own.</summary>
    private static DocxParts Within(OpenXmlElement note, MainDocumentPart main, DocxParts parts) =>
        (note is Footnote ? (OpenXmlPart?)main.FootnotesPart : main.EndnotesPart) is { } owner ? parts with { Owner = owner } : parts;

    private static string TextOf(Paragraph paragraph, DocxParts parts)
    {
        var text = new StyledText();
        new RunText(parts, text).Read(paragraph);
        return text.ToString().Trim();
    }
}
