namespace ParseWorker.Documents.Pdf.Layout;

/// <summary>
/// A place where a region may be cut into columns. What crosses it (a title over both columns) parts the region into bands; a band counts
/// when both sides of it hold running text.
/// </summary>
internal sealed class Gutter
{
    /// <summary>Letters a line of running text has, at the median; table cells and labels have fewer.</summary>
    private const double TextLetters = 14;

    /// <summary>Share of lines with a neighbour on their baseline, up to which two sides count as independent.</summary>
    private const double Independent = 0.6;

    /// <summary>The narrowest gutter, as part of the letters' size.</summary>
    private const double Narrowest = 0.6;

    /// <summary>Letters of a piece that is no cell.</summary>
    private const int LongPiece = 25;

    /// <summary>Lines of them that make a text; a table's cells may be as long.</summary>
    private const int LongPieces = 4;

    private readonly double _at;

    private Gutter(double at, List<List<Placed>> bands, bool betweenTexts)
    {
        _at = at;
        Bands = bands;
        Columns = [.. bands.Select(band => AreColumns(band, betweenTexts))];
        Score = Enumerable.Range(0, bands.Count).Where(band => Columns[band]).Sum(band => Shared(bands[band]));
    }

    /// <summary>From top to bottom.</summary>
    public IReadOnlyList<List<Placed>> Bands { get; }

    /// <summary>Which of the bands are columns.</summary>
    public IReadOnlyList<bool> Columns { get; }

    /// <summary>Height over which text stands beside text; 0 for no gutter.</summary>
    public double Score { get; }

    /// <summary>Judges one place.</summary>
    /// <param name="at">Points from the left.</param>
    /// <param name="fromTheTop">What stands in the region.</param>
    /// <param name="betweenTexts">Whether only running text on both sides counts, and no table's columns.</param>
    public static Gutter At(double at, IReadOnlyList<Placed> fromTheTop, bool betweenTexts)
    {
        var bands = new List<List<Placed>>();
        var crossed = true;
        foreach (var placed in fromTheTop)
        {
            var crosses = placed.Box.Left < at - 1 && placed.Box.Right > at + 1;
            if (crosses || crossed) bands.Add([]);
            bands[^1].Add(placed);
            crossed = crosses;
        }
        return new Gutter(at, bands, betweenTexts);
    }

    public List<Placed> Left(List<Placed> band) => band.FindAll(IsLeft);

    public List<Placed> Right(List<Placed> band) => band.FindAll(placed => !IsLeft(placed));

    private bool IsLeft(Placed placed) => placed.Box.CenterX < _at;

    private bool AreColumns(List<Placed> band, bool betweenTexts)
    {
        var (left, right) = (Left(band), Right(band));
        if (left.Count < 2 || right.Count < 2 || Shared(band) <= 0) return false;
        var size = band.Max(placed => placed.Fragment?.Size ?? 0);
        if (right.Min(placed => placed.Box.Left) - left.Max(placed => placed.Box.Right) < Narrowest * Math.Min(size, 14)) return false;
        if (betweenTexts) return IsMostlyText(left) && IsMostlyText(right);
        return (IsText(left) && IsText(right)) || Aligned(left, right) < Independent;
    }

    private double Shared(List<Placed> band)
    {
        var (left, right) = (Left(band), Right(band));
        if (left.Count == 0 || right.Count == 0) return 0;
        var (one, other) = (Box.Around(left.Select(placed => placed.Box)), Box.Around(right.Select(placed => placed.Box)));
        return Math.Min(one.Top, other.Top) - Math.Max(one.Bottom, other.Bottom);
    }

    private static bool IsText(List<Placed> side)
    {
        var letters = side.Select(placed => placed.Fragment?.Letters ?? 100).Order().ToList();
        return letters[letters.Count / 2] >= TextLetters;
    }

    /// <summary>By letters: a column of text may hold a table of many short pieces.</summary>
    private static bool IsMostlyText(List<Placed> side) =>
        side.Count(placed => placed.Fragment?.Letters >= LongPiece) >= LongPieces
        && side.Sum(placed => placed.Fragment is { Letters: >= LongPiece and var letters } ? letters : 0) * 2 >= side.Sum(placed => placed.Fragment?.Letters ?? 0);

    private static double Aligned(List<Placed> left, List<Placed> right)
    {
        var (fewer, more) = left.Count < right.Count ? (left, right) : (right, left);
        return (double)fewer.Count(one => more.Exists(other => SameBaseline(one, other))) / fewer.Count;
    }

    private static bool SameBaseline(Placed one, Placed other) =>
        one.Fragment is { } left && other.Fragment is { } right && Math.Abs(left.Baseline - right.Baseline) < 0.2 * left.Size;
}
