using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Pdf.Layout;

/// <summary>Turns the paragraphs and tables of a page, in reading order, into blocks.</summary>
internal sealed class BlockWriter(HeadingRule headings)
{
    private readonly List<Block> _blocks = [];
    private readonly List<(double Left, ListMarker Marker)> _points = [];

    public void Add(Block.Table table)
    {
        EndList();
        _blocks.Add(table);
    }

    public void Add(Paragraph paragraph)
    {
        var text = paragraph.Text;
        var level = headings.LevelOf(paragraph);
        if (level == 0 && ListMarker.Find(text) is { } marker)
        {
            _points.Add((paragraph.Box.Left, marker));
            return;
        }
        EndList();
        _blocks.Add(level > 0 ? new Block.Heading(level, text) : new Block.Paragraph(text));
    }

    public IReadOnlyList<Block> Take()
    {
        EndList();
        return _blocks;
    }

    /// <summary>Points set in further than the one before stand below it.</summary>
    private void EndList()
    {
        if (_points.Count == 0) return;
        var points = _points.Select(point => new ListNesting.Point((int)Math.Round(point.Left / 6), point.Marker.Label, point.Marker.Rest)).ToList();
        _blocks.Add(new Block.List(ListNesting.Nest(points)));
        _points.Clear();
    }
}
