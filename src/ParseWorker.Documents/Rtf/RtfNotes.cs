using System.Globalization;
using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Rtf;

/// <summary>Numbers foot- and endnotes in their order, and writes them after the text as Markdown's footnotes.</summary>
internal sealed class RtfNotes(IReadOnlyDictionary<int, string> styles)
{
    private readonly List<RtfBlocks> _notes = [];

    /// <summary>Begins a note.</summary>
    /// <returns>Its mark in the text, and where its own text goes.</returns>
    public (string Mark, RtfBlocks Note) Begin()
    {
        _notes.Add(new RtfBlocks(styles));
        return (MarkOf(_notes.Count), _notes[^1]);
    }

    /// <summary>The notes, a paragraph each.</summary>
    public IEnumerable<Block> Blocks()
    {
        for (var index = 0; index < _notes.Count; index++)
            yield return new Block.Paragraph($"{MarkOf(index + 1)}: {string.Join('\n', _notes[index].Take().Select(BlockText.Of))}");
    }

    private static string MarkOf(int number) => string.Create(CultureInfo.InvariantCulture, $"[^{number}]");
}
