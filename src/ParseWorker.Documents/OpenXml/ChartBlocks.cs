using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Drawing.Charts;
using DocumentFormat.OpenXml.Packaging;
using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.OpenXml;

/// <summary>
/// Writes a chart as its title, its kind and a table of the values that the document keeps for drawing it (ISO/IEC 29500-1 §21.2):
/// a row for each category, a column for each series.
/// </summary>
internal static class ChartBlocks
{
    /// <summary>Series of a chart; Excel's own limit.</summary>
    private const int MaxSeries = 255;

    public static IEnumerable<Block> Read(ChartPart part, CancellationToken token)
    {
        if (part.ChartSpace?.GetFirstChild<Chart>() is not { } chart) yield break;
        var plots = chart.PlotArea?.ChildElements.Where(element => element.LocalName.EndsWith("Chart", StringComparison.Ordinal)).ToList()
            ?? [];
        var series = plots.SelectMany(plot => plot.ChildElements)
            .Where(element => element.LocalName == "ser")
            .Take(MaxSeries)
            .Select(ChartSeries.Read)
            .ToList();
        token.ThrowIfCancellationRequested();
        if (TitleOf(chart) is { Length: > 0 } title) yield return new Block.Paragraph(title);
        if (plots.Count > 0) yield return new Block.Figure(KindOf(plots));
        if (TableOf(series) is { } table) yield return table;
    }

    private static string TitleOf(Chart chart)
    {
        if (chart.Title is not { } title) return "";
        return DrawingText.Of(title) is { Length: > 0 } text
            ? text
            : InlineMark.Without(string.Join(' ', title.Descendants<StringPoint>().Select(point => point.InnerText))).Trim();
    }

    /// <summary><c>bar3DChart</c> is a bar chart.</summary>
    private static string KindOf(List<OpenXmlElement> plots)
    {
        var kinds = plots.Select(plot => plot.LocalName[..^"Chart".Length].Replace("3D", "", StringComparison.Ordinal)).Distinct().ToList();
        var kind = string.Join(" and ", kinds);
        return $"{char.ToUpperInvariant(kind[0])}{kind[1..]} chart";
    }

    /// <summary>Series over the same categories share their column; points that each series places for itself have one of their
    /// own.</summary>
    private static Block.Table? TableOf(List<ChartSeries> series)
    {
        var rows = series.Count == 0 ? 0 : series.Max(one => one.Points);
        if (rows == 0) return null;
        var categories = series.Find(one => one.Categories.Count > 0) ?? series[0];
        var isShared = series.TrueForAll(one => one.Categories.Count == 0 || IsSame(one.Categories, categories.Categories));
        List<Column> columns = isShared ? [new("", categories.Categories)] : [];
        foreach (var one in series)
        {
            if (!isShared) columns.Add(new("", one.Categories));
            columns.Add(new(one.Name, one.Values));
            if (one.Sizes.Count > 0) columns.Add(new("Size", one.Sizes));
        }
        List<IReadOnlyList<TableCell>> table = [[.. columns.Select(column => new TableCell(column.Name))]];
        for (var row = 0; row < rows; row++)
        {
            var at = row;
            table.Add([.. columns.Select(column => new TableCell(column.Cells.GetValueOrDefault(at, "")))]);
        }
        return new Block.Table(table, HeaderRows: 1);
    }

    private sealed record Column(string Name, IReadOnlyDictionary<int, string> Cells);

    private static bool IsSame(IReadOnlyDictionary<int, string> one, IReadOnlyDictionary<int, string> other) =>
        one.Count == other.Count && one.All(cell => other.GetValueOrDefault(cell.Key) == cell.Value);
}
