using DocumentFormat.OpenXml.Packaging;
using ParseWorker.Documents.Model;
using ParseWorker.Documents.Xlsx.Cells;
using ParseWorker.Documents.Xlsx.Regions;

namespace ParseWorker.Documents.Xlsx.Worksheets;

/// <summary>Reads one sheet: its regions, and the charts, images and text boxes on it, by the cell each begins at.</summary>
internal static class SheetReader
{
    /// <summary>The pages of a sheet, at least one.</summary>
    public static IEnumerable<IReadOnlyList<Block>> Read(
        OpenXmlPart? part, CellValues values, CellBudget budget, CancellationToken token)
    {
        if (part is WorksheetPart sheet) return Read(sheet, values, budget, token);
        var chart = part as ChartsheetPart;
        return [[.. SheetDrawings.Read(chart?.DrawingsPart, token).SelectMany(placed => placed.Blocks)]];
    }

    private static IEnumerable<IReadOnlyList<Block>> Read(
        WorksheetPart sheet, CellValues values, CellBudget budget, CancellationToken token)
    {
        var merges = MergesOf(sheet, token);
        var drawings = SheetDrawings.Read(sheet.DrawingsPart, token).ToList();
        var rows = new SheetRows(values, new SheetLinks(sheet, token));
        using var content = sheet.GetStream();
        IReadOnlyList<PlacedBlocks>? last = null;
        foreach (var page in new SheetPages(merges, () => rows.FrozenRows, budget, token).Read(rows.Read(content, token)))
        {
            if (last is not null) yield return InOrder(last, Before(page, drawings));
            last = page;
        }
        yield return [.. InOrder(last ?? [], drawings), .. SheetComments.Read(sheet, token)];
    }

    private static SheetMerges MergesOf(WorksheetPart sheet, CancellationToken token)
    {
        using var content = sheet.GetStream();
        return new SheetMerges(content, token);
    }

    /// <summary>Takes out the drawings that stand above a page's first cell: they belong to the page before.</summary>
    private static List<PlacedBlocks> Before(IReadOnlyList<PlacedBlocks> page, List<PlacedBlocks> drawings)
    {
        var first = page.Count == 0 ? int.MaxValue : page.Min(placed => placed.Row);
        var before = drawings.FindAll(drawing => drawing.Row < first);
        drawings.RemoveAll(drawing => drawing.Row < first);
        return before;
    }

    private static List<Block> InOrder(IReadOnlyList<PlacedBlocks> cells, IReadOnlyList<PlacedBlocks> drawings) =>
        [.. cells.Concat(drawings).OrderBy(placed => placed.Row).ThenBy(placed => placed.Column).SelectMany(placed => placed.Blocks)];
}
