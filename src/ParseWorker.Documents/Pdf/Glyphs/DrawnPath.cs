using ParseWorker.Documents.Pdf.Geometry;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Graphics;

namespace ParseWorker.Documents.Pdf.Glyphs;

/// <summary>A path that is painted on a page, or clips what is painted after it.</summary>
internal sealed class DrawnPath(PdfPath path)
{
    public bool IsFilled => path.IsFilled;

    public bool IsStroked => path.IsStroked;

    /// <summary>Whether it only bounds what is painted after it.</summary>
    public bool IsClipping => path.IsClipping;

    /// <summary>Of its stroke, in points.</summary>
    public double LineWidth => path.LineWidth;

    public bool IsFilledWhite => PaintColor.IsWhite(path.FillColor);

    public bool IsStrokedWhite => PaintColor.IsWhite(path.StrokeColor);

    /// <summary>Around all of it, without the width of its stroke; null for an empty path.</summary>
    public Box? Box => path.GetBoundingRectangle() is { } box ? new(box.Left, box.Bottom, box.Right, box.Top) : null;

    /// <summary>The separate fragments of it.</summary>
    /// <param name="turn">How its page is turned.</param>
    public IEnumerable<DrawnSubpath> Subpaths(Turn turn) => path.Select(subpath => new DrawnSubpath(Turned(subpath, turn)));

    private static PdfSubpath Turned(PdfSubpath subpath, Turn turn)
    {
        if (turn.Angle == 0) return subpath;
        var (a, b, c, d) = turn.Rotation;
        return TransformationMatrix.FromValues(a, b, c, d, turn.Shift.X, turn.Shift.Y).Transform(subpath);
    }
}

/// <summary>A fragment of a path that is drawn without lifting the pen.</summary>
internal sealed class DrawnSubpath(PdfSubpath subpath)
{
    /// <summary>Around it, without the width of its stroke; null for one without extent.</summary>
    public Box? Box { get; } = subpath.GetBoundingRectangle() is { } box ? new(box.Left, box.Bottom, box.Right, box.Top) : null;

    public bool IsCurved => subpath.Commands.Any(command => command is PdfSubpath.CubicBezierCurve or PdfSubpath.QuadraticBezierCurve);

    /// <summary>Its straight edges, the closing one too.</summary>
    public IEnumerable<(Point From, Point To)> Edges()
    {
        PdfPoint? start = null;
        PdfPoint? at = null;
        foreach (var command in subpath.Commands)
        {
            switch (command)
            {
                case PdfSubpath.Move move:
                    start = at = move.Location;
                    break;
                case PdfSubpath.Line line:
                    yield return Edge(line.From, line.To);
                    at = line.To;
                    break;
                case PdfSubpath.Close when start is { } first && at is { } last:
                    yield return Edge(last, first);
                    at = first;
                    break;
            }
        }
    }

    private static (Point From, Point To) Edge(PdfPoint from, PdfPoint to) => (new(from.X, from.Y), new(to.X, to.Y));
}
