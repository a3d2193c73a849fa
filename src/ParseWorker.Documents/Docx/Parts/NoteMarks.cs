using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace ParseWorker.Documents.Docx.Parts;

/// <summary>Numbers foot- and endnotes in the order they are referred to.</summary>
internal sealed class NoteMarks(MainDocumentPart main)
{
    private readonly List<(string Mark, OpenXmlElement Note)> _used = [];
    private readonly Dictionary<OpenXmlElement, string> _marks = [];

    private readonly Lazy<ILookup<long?, Footnote>> _footnotes =
        new(() => (main.FootnotesPart?.Footnotes?.Elements<Footnote>() ?? []).ToLookup(note => note.Id?.Value));

    private readonly Lazy<ILookup<long?, Endnote>> _endnotes =
        new(() => (main.EndnotesPart?.Endnotes?.Elements<Endnote>() ?? []).ToLookup(note => note.Id?.Value));

    /// <summary>The notes that were referred to so far, in that order, with their marks; it grows while they are read.</summary>
    public IReadOnlyList<(string Mark, OpenXmlElement Note)> Used => _used;

    /// <summary>The mark of a footnote; empty where there is none of that id.</summary>
    public string OfFootnote(long? id) => Of(_footnotes.Value[id].FirstOrDefault());

    /// <summary>The mark of an endnote; empty where there is none of that id.</summary>
    public string OfEndnote(long? id) => Of(_endnotes.Value[id].FirstOrDefault());

    private string Of(OpenXmlElement? note)
    {
        if (note is null) return "";
        if (_marks.TryGetValue(note, out var known)) return known;
        var mark = string.Create(CultureInfo.InvariantCulture, $"[^{_used.Count + 1}]");
        _marks[note] = mark;
        _used.Add((mark, note));
        return mark;
    }
}
