using ParseWorker.Documents.Pdf.Geometry;
using ParseWorker.Documents.Pdf.Glyphs;

namespace ParseWorker.Documents.Pdf.Directions;

/// <summary>
/// Sorts glyphs by the direction they are read in: the page's own, the three at right angles to it, and those of stamps and watermarks,
/// which are no part of the text they lie over.
/// </summary>
internal sealed class GlyphDirections
{
    /// <summary>Degrees that the glyphs of a straight line differ by.</summary>
    private const double Straight = 3;

    /// <summary>Degrees off its direction from which on a line's glyphs are set on one baseline.</summary>
    private const double Level = 0.1;

    /// <summary>Between curves pulled straight, in em.</summary>
    private const double LineHeight = 1.2;

    private readonly IReadOnlyList<DrawnGlyph> _glyphs;
    private readonly double[] _angles;
    private readonly Setting[] _settings;
    private readonly List<double> _others = [];
    private double _depth;

    public GlyphDirections(IReadOnlyList<DrawnGlyph> glyphs)
    {
        _glyphs = glyphs;
        _angles = [.. glyphs.Select(glyph => glyph.Angle)];
        Main = PageAngle.Of(_angles);
        _settings = [.. _angles.Select(angle => new Setting(InThePage(angle)))];
        if (!_angles.Any(IsOff)) return;
        foreach (var (from, to) in GlyphRuns.Of(_glyphs, _angles))
            if (_angles[from..to].Any(IsOff)) Set(from, to);
    }

    /// <summary>How a glyph is set.</summary>
    /// <param name="Angle">The direction it is read in, in degrees; null on a curve.</param>
    /// <param name="Anchor">A place on its baseline; on a curve that is pulled straight, where it begins.</param>
    public readonly record struct Setting(double? Angle, Point? Anchor = null);

    /// <summary>The direction the page is read in, in degrees.</summary>
    public double Main { get; }

    /// <summary>How a glyph is set, by its number.</summary>
    public Setting this[int index] => _settings[index];

    /// <summary>Whether a direction is the page's or at right angles to it.</summary>
    public bool IsInThePage(double angle) => InThePage(angle) == angle;

    private double InThePage(double angle) => Angles.Between(0, Main + Math.Round(Angles.Between(Main, angle) / 90) * 90);

    private double OffThePage(double angle) => Math.Abs(Angles.Between(InThePage(angle), angle));

    private bool IsOff(double angle) => OffThePage(angle) >= Level;

    private void Set(int from, int to)
    {
        var median = _angles[from..to].Order().ElementAt((to - from) / 2);
        var isStraight = _angles[from..to].All(angle => Math.Abs(Angles.Between(median, angle)) <= Straight);
        if (isStraight && DirectionOf(median, isLine: to - from > 1) is { } angle) SetLevel(from, to, angle);
        else PullStraight(from, to);
    }

    private double? DirectionOf(double angle, bool isLine)
    {
        if (OffThePage(angle) <= PageAngle.Near) return InThePage(angle);
        var near = _others.FindIndex(other => Math.Abs(Angles.Between(other, angle)) <= Straight);
        if (near >= 0) return _others[near];
        if (!isLine) return null;
        _others.Add(angle);
        return angle;
    }

    /// <summary>A line that runs a little off its direction stands on the height of its middle.</summary>
    private void SetLevel(int from, int to, double angle)
    {
        var starts = Enumerable.Range(from, to - from).Select(at => _glyphs[at].Start).ToList();
        var middle = new Point(starts.Average(start => start.X), starts.Average(start => start.Y));
        for (var at = from; at < to; at++) _settings[at] = new(angle, middle);
    }

    /// <summary>Curves stand below each other then.</summary>
    private void PullStraight(int from, int to)
    {
        var along = 0.0;
        for (var at = from; at < to; at++)
        {
            var (start, next) = (_glyphs[at].Start, at + 1 < to ? _glyphs[at + 1].Start : _glyphs[at].End);
            _settings[at] = new(null, new Point(along, _depth));
            along += Math.Sqrt(Math.Pow(next.X - start.X, 2) + Math.Pow(next.Y - start.Y, 2));
        }
        _depth -= LineHeight * _glyphs[from].PointSize;
    }
}
