using ParseWorker.Documents.Pdf.Fragments;
using ParseWorker.Documents.Pdf.Geometry;

namespace ParseWorker.Documents.Pdf.Order;

/// <summary>
/// A place where a region may be cut into columns. What crosses it (a title over both columns) splits the region into bands; a band counts
/// when both sides of it hold running text.
/// </summary>
internal sealed class Gutter
{
    /// <summary>Glyphs a line of running text has, at the median; table cells and labels have fewer.</summary>
    private const double TextCharacters = 14;

    /// <summary>Share of lines with a neighbour on their baseline, up to which two sides count as independent.</summary>
    private const double Independent = 0.6;

    /// <summary>The narrowest gutter, in em.</summary>
    private const double Narrowest = 0.6;

    /// <summary>Glyphs of a fragment that is no cell.</summary>
    private const int LongFragment = 25;

    /// <summary>Glyphs of a line that hardly any cell beside others has.</summary>
    private const int TextLine = 35;

    /// <summary>Lines of them that make a text; a table's cells may be as long.</summary>
    private const int LongFragments = 4;

    /// <summary>Things that may stand in a gutter, as a page's number does, and lines beside them that show it to be one.</summary>
    private const int InGutter = 2, FewestLines = 8;

    private readonly double _at;

    private Gutter(double at, List<List<PageItem>> bands, IReadOnlySet<Fragment>? prose)
    {
        _at = at;
        Bands = bands;
        Columns = [.. bands.Select(band => AreColumns(band, prose))];
        Score = Enumerable.Range(0, bands.Count).Where(band => Columns[band]).Sum(band => Shared(bands[band]));
    }

    /// <summary>From top to bottom.</summary>
    public IReadOnlyList<List<PageItem>> Bands { get; }

    /// <summary>Which of the bands are columns.</summary>
    public IReadOnlyList<bool> Columns { get; }

    /// <summary>Height over which text stands beside text; 0 for no gutter.</summary>
    public double Score { get; }

    /// <summary>Judges one place.</summary>
    /// <param name="at">Points from the left.</param>
    /// <param name="fromTheTop">What stands in the region.</param>
    /// <param name="prose">
    /// Lines of narrow columns, where only running text on both sides counts, and no table's columns; else null.
    /// </param>
    public static Gutter At(double at, IReadOnlyList<PageItem> fromTheTop, IReadOnlySet<Fragment>? prose)
    {
        var bands = new List<List<PageItem>>();
        var (left, right) = (LeftColumnsEnd(at, fromTheTop), RightColumnsStart(at, fromTheTop));
        var crossed = true;
        foreach (var item in fromTheTop)
        {
            var crosses = (item.Box.Left < at - 1 && item.Box.Right > at + 1) || (item.Box.Left > left && item.Box.Right < right);
            if (crosses || crossed) bands.Add([]);
            bands[^1].Add(item);
            crossed = crosses;
        }
        return new Gutter(at, bands, prose);
    }

    public List<PageItem> Left(List<PageItem> band) => band.FindAll(IsLeft);

    public List<PageItem> Right(List<PageItem> band) => band.FindAll(item => !IsLeft(item));

    /// <summary>
    /// Where the left side's lines end, but for the few that may stand in the gutter; infinity where there are too few. Titles over both
    /// sides are lines of neither.
    /// </summary>
    private static double LeftColumnsEnd(double at, IReadOnlyList<PageItem> items) =>
        Ranked(items.Where(item => item.Box.CenterX < at && item.Box.Right <= at + 1).Select(item => -item.Box.Right)) is { } end
            ? -end
            : double.PositiveInfinity;

    /// <summary>Where the right side's lines begin, likewise.</summary>
    private static double RightColumnsStart(double at, IReadOnlyList<PageItem> items) =>
        Ranked(items.Where(item => item.Box.CenterX >= at && item.Box.Left >= at - 1).Select(item => item.Box.Left))
            ?? double.NegativeInfinity;

    /// <summary>The smallest of many values after the few that may be outliers; null where there are few values.</summary>
    private static double? Ranked(IEnumerable<double> values)
    {
        Span<double> smallest = [double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity];
        var count = 0;
        foreach (var value in values)
        {
            count++;
            var next = value;
            for (var at = 0; at < smallest.Length; at++) if (next < smallest[at]) (smallest[at], next) = (next, smallest[at]);
        }
        return count >= FewestLines ? smallest[InGutter] : null;
    }

    private bool IsLeft(PageItem item) => item.Box.CenterX < _at;

    private bool AreColumns(List<PageItem> band, IReadOnlySet<Fragment>? prose)
    {
        var (left, right) = (Left(band), Right(band));
        if (left.Count < 2 || right.Count < 2 || Shared(band) <= 0) return false;
        var gap = right.Min(item => item.Box.Left) - left.Max(item => item.Box.Right);
        if (gap < Narrowest * UsualSize(band)) return false;
        if (prose is not null) return (IsMostly(prose, left) && IsMostly(prose, right)) || (IsMostlyText(left) && IsMostlyText(right))
            || (HoldsText(left) && HoldsText(right) && (IsMostlyText(left) || IsMostlyText(right)) && Aligned(left, right) < Independent);
        return (IsText(left) && IsText(right)) || Aligned(left, right) < Independent;
    }

    /// <summary>Of most of the text: a title's says nothing of the gutter below it.</summary>
    private static double UsualSize(List<PageItem> band)
    {
        var sizes = band.Select(item => item.Fragment?.Size ?? 0).Order().ToList();
        return sizes[sizes.Count / 2];
    }

    private double Shared(List<PageItem> band)
    {
        var (left, right) = (Left(band), Right(band));
        if (left.Count == 0 || right.Count == 0) return 0;
        var (one, other) = (Box.Around(left.Select(item => item.Box)), Box.Around(right.Select(item => item.Box)));
        return Math.Min(one.Top, other.Top) - Math.Max(one.Bottom, other.Bottom);
    }

    private static bool IsText(List<PageItem> side)
    {
        var counts = side.Select(item => item.Fragment?.GlyphCount ?? 100).Order().ToList();
        return counts[counts.Count / 2] >= TextCharacters;
    }

    /// <summary>Counted in glyphs: a column of text may hold a table of many short fragments.</summary>
    private static bool IsMostlyText(List<PageItem> side) =>
        side.Count(item => item.Fragment?.GlyphCount >= LongFragment) >= LongFragments
        && side.Sum(item => item.Fragment is { GlyphCount: >= LongFragment and var glyphs } ? glyphs
        : 0) * 2 >= side.Sum(item => item.Fragment?.GlyphCount ?? 0);

    private static bool IsMostly(IReadOnlySet<Fragment> prose, List<PageItem> side) =>
        side.Sum(item => item.Fragment is { } fragment && prose.Contains(fragment) ? fragment.GlyphCount : 0) * 2
        >= side.Sum(item => item.Fragment?.GlyphCount ?? 0);

    private static bool HoldsText(List<PageItem> side) => side.Count(item => item.Fragment?.GlyphCount >= TextLine) >= LongFragments;

    private static double Aligned(List<PageItem> left, List<PageItem> right)
    {
        var (fewer, more) = left.Count < right.Count ? (left, right) : (right, left);
        return (double)fewer.Count(one => more.Exists(other => SameBaseline(one, other))) / fewer.Count;
    }

    private static bool SameBaseline(PageItem one, PageItem other) =>
        one.Fragment is { } left && other.Fragment is { } right && Math.Abs(left.Baseline - right.Baseline) < 0.2 * left.Size;
}
