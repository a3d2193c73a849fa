using ParseWorker.Documents.Pdf.Characters;
using ParseWorker.Documents.Pdf.Fragments;

namespace ParseWorker.Documents.Pdf.Order;

/// <summary>
/// Cuts a page into columns, top down: the best gutter first, then each column and each band between columns in the same way. It is the
/// recursive XY cut (Nagy and Seth, 1984) with two changes: a gutter may be crossed by single lines, and whether it is one is told from
/// the text beside it, not from its width alone.
/// </summary>
internal static class ReadingOrder
{
    /// <summary>Cuts within cuts; real pages need four or five.</summary>
    private const int MaxDepth = 12;

    /// <summary>Places tried for one cut; those that most lines begin or end at come first.</summary>
    private const int MaxCandidates = 24;

    /// <summary>The columns, in reading order.</summary>
    public static IReadOnlyList<IReadOnlyList<PageItem>> Columns(IReadOnlyList<PageItem> page, CancellationToken token) =>
        Columns(page, prose: null, token);

    /// <summary>The columns of running text, before its tables are known: a table's columns are not parted.</summary>
    public static IEnumerable<List<Fragment>> TextColumns(IReadOnlyList<Fragment> text, CancellationToken token) =>
        Columns([.. text.Select(fragment => new TextItem(fragment))], ProseLines.Of(text), token)
            .Select(column => column.Select(item => item.Fragment).OfType<Fragment>().ToList());

    private static List<IReadOnlyList<PageItem>> Columns(
        IReadOnlyList<PageItem> page, IReadOnlySet<Fragment>? prose, CancellationToken token)
    {
        var columns = new List<IReadOnlyList<PageItem>>();
        Cut([.. page.OrderByDescending(item => item.Box.CenterY)], depth: 0, prose, columns, token);
        return columns;
    }

    private static void Cut(List<PageItem> region, int depth, IReadOnlySet<Fragment>? prose, List<IReadOnlyList<PageItem>> columns,
        CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        if (region.Count == 0) return;
        var gutter = depth < MaxDepth && region.Count > 3 ? Best(region, prose) : null;
        if (gutter is null)
        {
            columns.Add(region);
            return;
        }
        var between = new List<PageItem>();
        for (var band = 0; band < gutter.Bands.Count; band++)
        {
            if (!gutter.Columns[band])
            {
                between.AddRange(gutter.Bands[band]);
                continue;
            }
            Cut(between, depth + 1, prose, columns, token);
            between = [];
            var (left, right) = (gutter.Left(gutter.Bands[band]), gutter.Right(gutter.Bands[band]));
            var (first, second) = IsFromTheRight(gutter.Bands[band]) ? (right, left) : (left, right);
            Cut(first, depth + 1, prose, columns, token);
            Cut(second, depth + 1, prose, columns, token);
        }
        Cut(between, depth + 1, prose, columns, token);
    }

    /// <summary>Columns of Hebrew, Arabic and their kin begin at the right, as their lines do.</summary>
    private static bool IsFromTheRight(List<PageItem> band) => RightToLeft.Is(string.Concat(band.Select(item => item.Fragment?.Text)));

    private static Gutter? Best(List<PageItem> region, IReadOnlySet<Fragment>? prose)
    {
        var best = Candidates(region).Select(at => Gutter.At(at, region, prose)).MaxBy(gutter => gutter.Score);
        return best is { Score: > 0 } ? best : null;
    }

    /// <summary>A column's lines begin at one place, and end before it.</summary>
    private static IEnumerable<double> Candidates(List<PageItem> region)
    {
        var left = region.Min(item => item.Box.Left);
        var right = region.Max(item => item.Box.Right);
        var edges = region.Select(item => item.Box.Left - 1.5).Concat(region.Select(item => item.Box.Right + 1.5));
        return edges.Where(edge => edge > left + 5 && edge < right - 5)
            .GroupBy(edge => Math.Round(edge / 3))
            .OrderByDescending(group => group.Count())
            .Take(MaxCandidates)
            .Select(group => group.Average());
    }
}
