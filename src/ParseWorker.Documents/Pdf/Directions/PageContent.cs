using ParseWorker.Documents.Pdf.Geometry;
using ParseWorker.Documents.Pdf.Glyphs;
using UglyToad.PdfPig.Core;

namespace ParseWorker.Documents.Pdf.Directions;

/// <summary>What is on a page, before any rule has looked at it: drawn or recognised, the rules don't care.</summary>
/// <param name="Directions">Letters by the direction they run in; the one that most of the page runs in comes first.</param>
/// <param name="IsRecognized">Whether it is a picture's text, by OCR.</param>
internal sealed record PageContent(IReadOnlyList<TextDirection> Directions, bool IsRecognized = false)
{
    /// <summary>The page with further letters, which stand upright on it.</summary>
    public PageContent With(IReadOnlyCollection<Glyph> upright)
    {
        if (upright.Count == 0) return this;
        var directions = Directions.ToList();
        var at = directions.FindIndex(direction => direction.IsUpright);
        if (at < 0) directions.Add(new([.. upright]));
        else directions[at] = directions[at] with { Glyphs = [.. directions[at].Glyphs, .. upright.Select(glyph => Moved(glyph, directions[at].Turn))] };
        return this with { Directions = directions };
    }

    /// <summary>For each letter of the other directions along the page's edges, where it stands as a direction is turned.</summary>
    public IEnumerable<Box> BesidesOf(TextDirection direction) => Directions
        .Where(other => !ReferenceEquals(other, direction) && !other.IsAside)
        .SelectMany(other => other.Glyphs.Where(glyph => !glyph.IsBlank).Select(glyph => Place(glyph.Box, other.Turn, direction.Turn)));

    private static Glyph Moved(Glyph glyph, Turn turn)
    {
        var box = turn.Move(glyph.Box);
        return glyph with { Box = box, Baseline = glyph.Baseline + box.Bottom - glyph.Box.Bottom };
    }

    private static Box Place(Box box, Turn from, Turn to)
    {
        var middle = to.Apply(from.Back(new PdfPoint(box.CenterX, box.CenterY)));
        return new(middle.X, middle.Y, middle.X, middle.Y);
    }
}
