using ParseWorker.Documents.Pdf.Geometry;
using ParseWorker.Documents.Pdf.Glyphs;

namespace ParseWorker.Documents.Pdf.Rules;

/// <summary>Finds the rules of a page: strokes, the edges of stroked boxes, and boxes so thin that they are rules.</summary>
internal static class RulingReader
{
    /// <summary>Of a rule, in points, at most.</summary>
    private const double Thickest = 3;

    /// <summary>Of a rule, in points, at least; a shorter stroke is a mark.</summary>
    private const double Shortest = 5;

    /// <summary>How far an edge may be from vertical or horizontal over its length, in points.</summary>
    private const double Straight = 0.5;

    /// <summary>Height of a shaded row, in points.</summary>
    private const double LowestRow = 6, HighestRow = 60;

    /// <summary>Segments of a page's rules, at most; a drawing with more is a map or a chart.</summary>
    private const int MaxSegments = 6000;

    /// <summary>The rules of a page.</summary>
    /// <param name="paths">What is drawn on it.</param>
    /// <param name="turn">How the page is turned.</param>
    public static Rulings Read(IReadOnlyList<DrawnPath> paths, Turn turn)
    {
        var (horizontal, vertical, edges) = (new List<Ruling>(), new List<Ruling>(), new List<Ruling>());
        foreach (var path in paths)
        {
            if (path.IsClipping || !(path.IsFilled || path.IsStroked)) continue;
            foreach (var subpath in path.Subpaths(turn))
            {
                Add(subpath, path.IsStroked, horizontal, vertical);
                if (path.IsFilled) edges.AddRange(EdgesOf(subpath));
            }
            if (horizontal.Count + vertical.Count + edges.Count > MaxSegments) return Rulings.None;
        }
        var undrawn = CellEdges.Of(vertical, horizontal);
        horizontal.AddRange(undrawn);
        return new(Rulings.Merged(horizontal), Rulings.Merged(vertical), undrawn.Count > 0) { Edges = Rulings.Merged(edges) };
    }

    private static void Add(DrawnSubpath subpath, bool isStroked, List<Ruling> horizontal, List<Ruling> vertical)
    {
        if (subpath.Box is not { } box) return;
        if (box.Height <= Thickest && box.Width >= Shortest) horizontal.Add(new((box.Bottom + box.Top) / 2, box.Left, box.Right));
        else if (box.Width <= Thickest && box.Height >= Shortest) vertical.Add(new((box.Left + box.Right) / 2, box.Bottom, box.Top));
        else if (isStroked)
            foreach (var (from, to) in subpath.Edges()) AddEdge(from, to, horizontal, vertical);
    }

    private static IEnumerable<Ruling> EdgesOf(DrawnSubpath subpath) =>
        subpath.Box is { Height: >= LowestRow and <= HighestRow } box
            ? [new(box.Bottom, box.Left, box.Right), new(box.Top, box.Left, box.Right)]
            : [];

    private static void AddEdge(Point from, Point to, List<Ruling> horizontal, List<Ruling> vertical)
    {
        var (width, height) = (Math.Abs(from.X - to.X), Math.Abs(from.Y - to.Y));
        if (height < Straight && width >= Shortest) horizontal.Add(Ruling.Between(from.Y, from.X, to.X));
        else if (width < Straight && height >= Shortest) vertical.Add(Ruling.Between(from.X, from.Y, to.Y));
    }
}
