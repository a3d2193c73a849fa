using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using ParseWorker.Documents.Docx.Runs;
using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Docx;

/// <summary>
/// Numbers foot- and endnotes in the order they are referred to, and writes them after the text as Markdown's footnotes.
/// </summary>
internal sealed class DocxNotes(MainDocumentPart main)
{
    private readonly List<(string Mark, OpenXmlElement Note)> _used = [];

    public string FootnoteMark(long? id) =>
        MarkOf(main.FootnotesPart?.Footnotes?.Elements<Footnote>().FirstOrDefault(note => note.Id?.Value == id));

    public string EndnoteMark(long? id) =>
        MarkOf(main.EndnotesPart?.Endnotes?.Elements<Endnote>().FirstOrDefault(note => note.Id?.Value == id));

    /// <summary>The notes that were referred to.</summary>
    public IEnumerable<Block> Blocks(DocxParts parts)
    {
        // A note may refer to another: the list grows while it is read.
        for (var index = 0; index < _used.Count; index++)
        {
            var (mark, note) = _used[index];
            var text = string.Join('\n',
                note.Descendants<Paragraph>().Select(paragraph => TextOf(paragraph, Within(note, parts))).Where(line => line.Length > 0));
            yield return new Block.Paragraph($"{mark}: {text}");
        }
    }

    /// <summary>Notes have relationships of their own.</summary>
    private DocxParts Within(OpenXmlElement note, DocxParts parts) =>
        (note is Footnote ? (OpenXmlPart?)main.FootnotesPart : main.EndnotesPart) is { } owner ? parts with { Owner = owner } : parts;

    private static string TextOf(Paragraph paragraph, DocxParts parts)
    {
        var text = new StyledText();
        new RunText(parts, text).Read(paragraph);
        return text.ToString().Trim();
    }

    private string MarkOf(OpenXmlElement? note)
    {
        if (note is null) return "";
        if (_used.FirstOrDefault(used => used.Note == note).Mark is { } known) return known;
        var mark = string.Create(CultureInfo.InvariantCulture, $"[^{_used.Count + 1}]");
        _used.Add((mark, note));
        return mark;
    }
}
