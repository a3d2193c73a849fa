using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;

namespace ParseWorker.Documents.Pdf.Directions;

/// <summary>
/// Sorts letters by the direction they are read in: the page's own, the three at right angles to it, and those of stamps and watermarks,
/// which are no part of the text they lie over.
/// </summary>
internal sealed class GlyphDirections
{
    /// <summary>Degrees that the letters of a straight line differ by.</summary>
    private const double Straight = 3;

    /// <summary>Degrees off its direction from which on a line's letters are set on one baseline.</summary>
    private const double Level = 0.1;

    /// <summary>Between curves pulled straight, in sizes.</summary>
    private const double LineHeight = 1.2;

    private readonly IReadOnlyList<Letter> _letters;
    private readonly double[] _angles;
    private readonly Setting[] _settings;
    private readonly List<double> _others = [];
    private double _depth;

    public GlyphDirections(IReadOnlyList<Letter> letters)
    {
        _letters = letters;
        _angles = [.. letters.Select(GlyphAngle.Of)];
        Main = PageAngle.Of(_angles);
        _settings = [.. _angles.Select(angle => new Setting(InThePage(angle)))];
        if (!_angles.Any(IsOff)) return;
        foreach (var (from, to) in GlyphRuns.Of(_letters, _angles))
            if (_angles[from..to].Any(IsOff)) Set(from, to);
    }

    /// <summary>How a letter is set.</summary>
    /// <param name="Angle">The direction it is read in, in degrees; null on a curve.</param>
    /// <param name="Anchor">A place on its baseline; on a curve that is pulled straight, where it begins.</param>
    public readonly record struct Setting(double? Angle, PdfPoint? Anchor = null);

    /// <summary>The direction the page is read in, in degrees.</summary>
    public double Main { get; }

    /// <summary>How a letter is set, by its number.</summary>
    public Setting this[int index] => _settings[index];

    /// <summary>Whether a direction is the page's or at right angles to it.</summary>
    public bool IsInThePage(double angle) => InThePage(angle) == angle;

    private double InThePage(double angle) => GlyphAngle.Between(0, Main + Math.Round(GlyphAngle.Between(Main, angle) / 90) * 90);

    private double OffThePage(double angle) => Math.Abs(GlyphAngle.Between(InThePage(angle), angle));

    private bool IsOff(double angle) => OffThePage(angle) >= Level;

    private void Set(int from, int to)
    {
        var median = _angles[from..to].Order().ElementAt((to - from) / 2);
        var isStraight = _angles[from..to].All(angle => Math.Abs(GlyphAngle.Between(median, angle)) <= Straight);
        if (isStraight && DirectionOf(median, isLine: to - from > 1) is { } angle) SetLevel(from, to, angle);
        else PullStraight(from, to);
    }

    private double? DirectionOf(double angle, bool isLine)
    {
        if (OffThePage(angle) <= PageAngle.Near) return InThePage(angle);
        var near = _others.FindIndex(other => Math.Abs(GlyphAngle.Between(other, angle)) <= Straight);
        if (near >= 0) return _others[near];
        if (!isLine) return null;
        _others.Add(angle);
        return angle;
    }

    /// <summary>A line that runs a little off its direction stands on the height of its middle.</summary>
    private void SetLevel(int from, int to, double angle)
    {
        var starts = Enumerable.Range(from, to - from).Select(at => _letters[at].StartBaseLine).ToList();
        var middle = new PdfPoint(starts.Average(start => start.X), starts.Average(start => start.Y));
        for (var at = from; at < to; at++) _settings[at] = new(angle, middle);
    }

    /// <summary>Curves stand below each other then.</summary>
    private void PullStraight(int from, int to)
    {
        var along = 0.0;
        for (var at = from; at < to; at++)
        {
            var (start, next) = (_letters[at].StartBaseLine, at + 1 < to ? _letters[at + 1].StartBaseLine : _letters[at].EndBaseLine);
            _settings[at] = new(null, new PdfPoint(along, _depth));
            along += Math.Sqrt(Math.Pow(next.X - start.X, 2) + Math.Pow(next.Y - start.Y, 2));
        }
        _depth -= LineHeight * _letters[from].PointSize;
    }
}
