using System.Globalization;
using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Rtf;

/// <summary>Numbers foot- and endnotes in their order, and writes them, and comments, after the text.</summary>
internal sealed class RtfNotes(IReadOnlyDictionary<int, string> styles)
{
    private readonly List<RtfBlocks> _notes = [];
    private readonly List<(string Author, RtfBlocks Text)> _comments = [];

    /// <summary>Begins a note.</summary>
    /// <returns>Its mark in the text, and where its own text goes.</returns>
    public (string Mark, RtfBlocks Note) Begin()
    {
        _notes.Add(new RtfBlocks(styles));
        return (MarkOf(_notes.Count), _notes[^1]);
    }

    /// <summary>Begins a comment.</summary>
    /// <returns>Where its text goes.</returns>
    public RtfBlocks BeginComment(string author)
    {
        _comments.Add((author, new RtfBlocks(styles)));
        return _comments[^1].Text;
    }

    /// <summary>The notes and then the comments, a paragraph each.</summary>
    public IEnumerable<Block> Blocks() => [.. Notes(), .. Comments()];

    private IEnumerable<Block> Comments()
    {
        foreach (var (author, blocks) in _comments)
        {
            var text = TextOf(blocks);
            if (text.Length > 0) yield return new Block.Paragraph(author.Length == 0 ? $"Comment: {text}" : $"Comment ({author}): {text}");
        }
    }

    private static string TextOf(RtfBlocks blocks) => string.Join('\n', blocks.Take().Select(BlockText.Of));

    private IEnumerable<Block> Notes()
    {
        for (var index = 0; index < _notes.Count; index++)
            yield return new Block.Paragraph($"{MarkOf(index + 1)}: {TextOf(_notes[index])}");
    }

    private static string MarkOf(int number) => string.Create(CultureInfo.InvariantCulture, $"[^{number}]");
}
