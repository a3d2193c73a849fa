namespace ParseWorker.Documents.Pptx;

/// <summary>
/// Puts shapes into reading order: a recursive cut (Nagy and Seth 1984) at empty stripes. From top to bottom first, but columns go
/// first where each holds several shapes and the gutter is wider than any stripe across; what cannot be cut is read row by row.
/// </summary>
internal sealed class ShapeOrder(long rowTolerance)
{
    /// <summary>More shapes than this are no layout to take apart.</summary>
    private const int MaxShapes = 1000;

    /// <summary>Shapes whose tops differ by at most a fiftieth of the slide stand in one row.</summary>
    public static ShapeOrder ForSlide(long height) => new(height / 50);

    public IReadOnlyList<PlacedShape> Sort(IReadOnlyList<PlacedShape> shapes) =>
        shapes.Count <= MaxShapes ? Cut(shapes) : [.. Rows(shapes)];

    private List<PlacedShape> Cut(IReadOnlyList<PlacedShape> shapes)
    {
        if (shapes.Count < 2) return [.. shapes];
        var columns = Parts(shapes, shape => (shape.Box.Left, shape.Box.Right));
        var rows = Parts(shapes, shape => (shape.Box.Top, shape.Box.Bottom));
        if (columns.Parts.Count > 1 && columns.Widest > rows.Widest && columns.Parts.TrueForAll(column => column.Count > 1))
            return [.. columns.Parts.SelectMany(Cut)];
        return rows.Parts.Count > 1
            ? [.. Joined(rows.Parts).SelectMany(part => part.Count < shapes.Count ? Cut(part) : Rows(part))]
            : [.. Rows(shapes)];
    }

    /// <summary>A stripe too low to see does not part a row.</summary>
    private List<List<PlacedShape>> Joined(List<List<PlacedShape>> parts)
    {
        var joined = new List<List<PlacedShape>>();
        foreach (var part in parts)
            if (joined.Count > 0 && part.Min(shape => shape.Box.Top) <= joined[^1].Min(shape => shape.Box.Top) + rowTolerance)
                joined[^1].AddRange(part);
            else joined.Add(part);
        return joined;
    }

    private static (List<List<PlacedShape>> Parts, long Widest) Parts(
        IReadOnlyList<PlacedShape> shapes, Func<PlacedShape, (long Start, long End)> extent)
    {
        var parts = new List<List<PlacedShape>>();
        var (end, widest) = (long.MinValue, 0L);
        foreach (var shape in shapes.OrderBy(shape => extent(shape).Start))
        {
            var (start, stop) = extent(shape);
            if (parts.Count > 0 && start < end) parts[^1].Add(shape);
            else
            {
                if (parts.Count > 0) widest = Math.Max(widest, start - end);
                parts.Add([shape]);
            }
            end = Math.Max(end, stop);
        }
        return (parts, widest);
    }

    private IEnumerable<PlacedShape> Rows(IReadOnlyList<PlacedShape> shapes)
    {
        var rows = new List<List<PlacedShape>>();
        foreach (var shape in shapes.OrderBy(shape => shape.Box.Top))
            if (rows.Count > 0 && shape.Box.Top <= rows[^1][0].Box.Top + rowTolerance) rows[^1].Add(shape);
            else rows.Add([shape]);
        return rows.SelectMany(row => row.OrderBy(shape => shape.Box.Left));
    }
}
