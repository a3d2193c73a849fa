using ParseWorker.Documents.Pdf.Geometry;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Graphics;

namespace ParseWorker.Documents.Pdf.Rules;

/// <summary>The lines drawn on a page: strokes, the edges of stroked boxes, and boxes so thin that they are lines.</summary>
/// <param name="Lying">From the bottom to the top.</param>
/// <param name="Standing">From the left to the right.</param>
/// <param name="HasUndrawn">Lying lines are among them that only the cut of standing ones shows.</param>
internal sealed record Rulings(IReadOnlyList<Ruling> Lying, IReadOnlyList<Ruling> Standing, bool HasUndrawn = false)
{
    /// <summary>Thickest line, in points.</summary>
    private const double Thick = 3;

    /// <summary>Shorter strokes are marks, not rules.</summary>
    private const double Shortest = 5;

    /// <summary>Lines this close are one, drawn in pieces or twice.</summary>
    private const double Close = 2;

    /// <summary>Heights of a shaded row, in points.</summary>
    private const double LowestRow = 6, HighestRow = 60;

    /// <summary>Drawings with more pieces are maps and charts.</summary>
    private const int MaxPieces = 6000;

    public static Rulings None { get; } = new([], []);

    /// <summary>Upper and lower edges of filled boxes as high as a row or several: rows and heads are shaded so. From the bottom to the top.</summary>
    public IReadOnlyList<Ruling> Edges { get; init; } = [];

    /// <summary>Lines that may have come in pieces.</summary>
    public static Rulings Of(IEnumerable<Ruling> lying, IEnumerable<Ruling> standing) => new(Merged(lying), Merged(standing));

    /// <summary>The lines of a page as they lie when it is turned.</summary>
    public static Rulings Read(IReadOnlyList<PdfPath> paths, Turn turn)
    {
        var (lying, standing, edges) = (new List<Ruling>(), new List<Ruling>(), new List<Ruling>());
        foreach (var path in paths)
        {
            if (path.IsClipping || !(path.IsFilled || path.IsStroked)) continue;
            foreach (var subpath in path.Select(turn.Apply))
            {
                Add(subpath, path.IsStroked, lying, standing);
                if (path.IsFilled) edges.AddRange(EdgesOf(subpath));
            }
            if (lying.Count + standing.Count + edges.Count > MaxPieces) return None;
        }
        var undrawn = CellEdges.Of(standing, lying);
        lying.AddRange(undrawn);
        return new(Merged(lying), Merged(standing), undrawn.Count > 0) { Edges = Merged(edges) };
    }

    private static void Add(PdfSubpath subpath, bool stroked, List<Ruling> lying, List<Ruling> standing)
    {
        if (subpath.GetBoundingRectangle() is not { } box) return;
        if (box.Height <= Thick && box.Width >= Shortest) lying.Add(new((box.Bottom + box.Top) / 2, box.Left, box.Right));
        else if (box.Width <= Thick && box.Height >= Shortest) standing.Add(new((box.Left + box.Right) / 2, box.Bottom, box.Top));
        else if (stroked) AddEdges(subpath, lying, standing);
    }

    private static IEnumerable<Ruling> EdgesOf(PdfSubpath subpath) =>
        subpath.GetBoundingRectangle() is { } box && box.Height is >= LowestRow and <= HighestRow
            ? [new(box.Bottom, box.Left, box.Right), new(box.Top, box.Left, box.Right)]
            : [];

    private static void AddEdges(PdfSubpath subpath, List<Ruling> lying, List<Ruling> standing)
    {
        PdfPoint? start = null;
        PdfPoint? at = null;
        foreach (var command in subpath.Commands)
        {
            if (command is PdfSubpath.Move move) start = at = move.Location;
            else if (command is PdfSubpath.Line line) at = Edge(line.From, line.To, lying, standing);
            else if (command is PdfSubpath.Close && start is { } first && at is { } last) at = Edge(last, first, lying, standing);
        }
    }

    private static PdfPoint Edge(PdfPoint from, PdfPoint to, List<Ruling> lying, List<Ruling> standing)
    {
        var (width, height) = (Math.Abs(from.X - to.X), Math.Abs(from.Y - to.Y));
        if (height < 0.5 && width >= Shortest) lying.Add(new(from.Y, Math.Min(from.X, to.X), Math.Max(from.X, to.X)));
        else if (width < 0.5 && height >= Shortest) standing.Add(new(from.X, Math.Min(from.Y, to.Y), Math.Max(from.Y, to.Y)));
        return to;
    }

    /// <summary>Pieces of one line become one; a gap wider than a line's thickness stays a gap.</summary>
    private static List<Ruling> Merged(IEnumerable<Ruling> pieces)
    {
        var merged = new List<Ruling>();
        foreach (var piece in pieces.OrderBy(piece => piece.At).ThenBy(piece => piece.From))
        {
            // Those farther back lie farther off.
            var near = merged.Count - 1;
            while (near >= 0 && piece.At - merged[near].At <= Close && !Meet(piece, merged[near])) near--;
            if (near < 0 || piece.At - merged[near].At > Close) merged.Add(piece);
            else merged[near] = merged[near] with { From = Math.Min(merged[near].From, piece.From), To = Math.Max(merged[near].To, piece.To) };
        }
        return merged;
    }

    private static bool Meet(Ruling piece, Ruling line) => piece.From <= line.To + Thick && piece.To >= line.From - Thick;
}
