using AngleSharp.Dom;

namespace ParseWorker.Documents.Html.Tables;

/// <summary>
/// Tells tables that only arrange a page from those that hold data. What the page itself says about a table counts first, as in browsers
/// (Firefox's IsProbablyLayoutTable); then what its cells hold: a layout's hold parts of a page, a table's hold words and figures.
/// </summary>
internal static class LayoutTables
{
    /// <summary>
    /// From this many rows on, more than half of the cells must hold blocks: that many rows of several columns are more likely a table.
    /// </summary>
    private const int DataRows = 3;

    public static bool IsLayout(IElement table)
    {
        if (table.GetAttribute("role") is "presentation" or "none") return true;
        var rows = HtmlTables.Rows(table).ToList();
        if (rows.Sum(row => row.ChildElementCount) < 2) return true;
        if (SaysData(table, rows)) return false;
        return rows.TrueForAll(row => row.ChildElementCount < 2) || HoldsBlocks(rows);
    }

    private static bool SaysData(IElement table, List<IElement> rows) =>
        table.HasAttribute("summary") || (table.GetAttribute("border") ?? "0").Trim() != "0"
            || table.GetAttribute("role") is "table" or "grid" or "treegrid"
        || table.Children.Any(child => child.LocalName is "caption" or "thead")
        || rows.Exists(row => row.Children
            .Any(cell => cell.LocalName == "th" || cell.HasAttribute("scope") || cell.HasAttribute("headers")));

    private static bool HoldsBlocks(List<IElement> rows)
    {
        var (blocks, cells) = (0, 0);
        foreach (var content in rows.SelectMany(row => row.Children).Select(cell => new CellContent(cell)))
        {
            if (content.IsBlocks) blocks++;
            if (!content.IsEmpty) cells++;
        }
        return rows.Count < DataRows ? blocks > 0 && blocks * 2 >= cells : blocks * 2 > cells;
    }
}
