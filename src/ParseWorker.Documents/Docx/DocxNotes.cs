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
    private readonly Dictionary<OpenXmlElement, string> _marks = [];

    private readonly Lazy<ILookup<long?, Footnote>> _footnotes =
        new(() => (main.FootnotesPart?.Footnotes?.Elements<Footnote>() ?? []).ToLookup(note => note.Id?.Value));

    private readonly Lazy<ILookup<long?, Endnote>> _endnotes =
        new(() => (main.EndnotesPart?.Endnotes?.Elements<Endnote>() ?? []).ToLookup(note => note.Id?.Value));

    public string FootnoteMark(long? id) => MarkOf(_footnotes.Value[id].FirstOrDefault());

    public string EndnoteMark(long? id) => MarkOf(_endnotes.Value[id].FirstOrDefault());

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
        if (_marks.TryGetValue(note, out var known)) return known;
        var mark = string.Create(CultureInfo.InvariantCulture, $"[^{_used.Count + 1}]");
        _marks[note] = mark;
        _used.Add((mark, note));
        return mark;
    }
}
