using ParseWorker.Documents.Model;
using ParseWorker.Documents.Pdf.Characters;
using ParseWorker.Documents.Pdf.Geometry;
using ParseWorker.Documents.Pdf.Headings;
using ParseWorker.Documents.Pdf.Paragraphs;

namespace ParseWorker.Documents.Pdf.Blocks;

/// <summary>Turns the paragraphs and tables of a page, in reading order, into blocks.</summary>
internal sealed class BlockWriter(HeadingRule headings)
{
    /// <summary>Between the lines of one title, in em.</summary>
    private const double MaxTitleGap = 1.5;

    private readonly List<Block> _blocks = [];
    private PageParagraph? _title;
    private readonly List<(Box Box, ListMarker Marker)> _points = [];

    public void Add(Block block)
    {
        EndList();
        _blocks.Add(block);
    }

    public void Add(PageParagraph paragraph)
    {
        var text = paragraph.Text;
        var level = headings.LevelOf(paragraph);
        if (level == 0 && ListMarker.Find(text) is { } marker)
        {
            _points.Add((paragraph.Box, marker));
            return;
        }
        EndList();
        if (level > 0) AddHeading(level, paragraph, text);
        else _blocks.Add(new Block.Paragraph(text));
    }

    /// <summary>A title set with wide lines comes in several paragraphs; one that continues in lower case is one title.</summary>
    private void AddHeading(int level, PageParagraph paragraph, string text)
    {
        var goesOn = _blocks.LastOrDefault() is Block.Heading last && last.Level == level && _title is { } title
            && GoesOn(title, paragraph);
        if (goesOn) _blocks[^1] = new Block.Heading(level, $"{((Block.Heading)_blocks[^1]).Text} {text}");
        else _blocks.Add(new Block.Heading(level, text));
        _title = paragraph;
    }

    private static bool GoesOn(PageParagraph title, PageParagraph next) =>
        char.IsLower(next.Text[0])
        && title.Box.Bottom - next.Box.Top < MaxTitleGap * next.Size
        && title.Box.ShareOfWidth(next.Box) > 0;

    public IReadOnlyList<Block> Take()
    {
        EndList();
        return _blocks;
    }

    /// <summary>Points set in further than the one before stand below it.</summary>
    private void EndList()
    {
        if (_points.Count == 0) return;
        var depths = ListIndents.Depths(_points.ConvertAll(point => point.Box));
        var points = _points.Zip(depths, (point, depth) => new ListNesting.Entry(depth, point.Marker.Label, point.Marker.Rest)).ToList();
        _blocks.Add(new Block.List(ListNesting.Nest(points)));
        _points.Clear();
    }
}
