using ParseWorker.Documents.Pdf.Geometry;
using ParseWorker.Documents.Pdf.Glyphs;

namespace ParseWorker.Documents.Pdf.Directions;

/// <summary>What is on a page, before any rule has looked at it: drawn or recognised, the rules don't care.</summary>
/// <param name="Directions">Glyphs by the direction they run in; the one that most of the page runs in comes first.</param>
/// <param name="IsRecognized">Whether it is an image's text, by OCR.</param>
internal sealed record PageContent(IReadOnlyList<TextDirection> Directions, bool IsRecognized = false)
{
    /// <summary>The page with further glyphs, which are upright on it.</summary>
    public PageContent With(IReadOnlyCollection<Glyph> upright)
    {
        if (upright.Count == 0) return this;
        var directions = Directions.ToList();
        var at = directions.FindIndex(direction => direction.IsUpright);
        if (at < 0) directions.Add(new([.. upright]));
        else directions[at] = WithMore(directions[at], upright);
        return this with { Directions = directions };
    }

    /// <summary>The places of the glyphs of the other directions along the page's edges, on the page as this direction turns it.</summary>
    public IEnumerable<Box> BesidesOf(TextDirection direction) => Directions
        .Where(other => !ReferenceEquals(other, direction) && !other.IsAside)
        .SelectMany(other => other.Glyphs.Where(glyph => !glyph.IsSpace).Select(glyph => Place(glyph.Box, other.Turn, direction.Turn)));

    private static TextDirection WithMore(TextDirection direction, IEnumerable<Glyph> upright) =>
        direction with { Glyphs = [.. direction.Glyphs, .. upright.Select(glyph => Moved(glyph, direction.Turn))] };

    private static Glyph Moved(Glyph glyph, Turn turn)
    {
        var box = turn.Move(glyph.Box);
        return glyph with { Box = box, Baseline = glyph.Baseline + box.Bottom - glyph.Box.Bottom };
    }

    private static Box Place(Box box, Turn from, Turn to)
    {
        var middle = to.Apply(from.Back(new Point(box.CenterX, box.CenterY)));
        return new(middle.X, middle.Y, middle.X, middle.Y);
    }
}
