using ParseWorker.Documents.Model;
using ParseWorker.Documents.Xlsx.Cells;
using ParseWorker.Documents.Xlsx.Regions;

namespace ParseWorker.Documents.Xlsx.Worksheets;

/// <summary>Blocks and the cell they begin at.</summary>
internal sealed record PlacedBlocks(int Row, int Column, IReadOnlyList<Block> Blocks);

/// <summary>Cuts a sheet's cells into the blocks of one page, or of several when it is large: memory holds one page.</summary>
/// <param name="merges">Cells that span others.</param>
/// <param name="frozenRows">How many of the sheet's first rows stay in view; known once its first cell is.</param>
/// <param name="budget">What all sheets may show.</param>
/// <param name="token">Checked between rows.</param>
internal sealed class SheetPages(SheetMerges merges, Func<int> frozenRows, CellBudget budget, CancellationToken token)
{
    /// <summary>Cells of one page: with sixteen positions a cell, as many as a table may have when its spans are repeated.</summary>
    private const int MaxCells = 50_000;

    /// <summary>Characters of one page; a quarter of what the engine host passes on.</summary>
    private const int MaxCharacters = 4 * 1024 * 1024;

    private readonly List<SheetCell> _band = [];
    private readonly List<PlacedBlocks> _page = [];
    private List<Carried> _carried = [];
    private int _cells;
    private int _characters;
    private int _filled;

    private sealed record Carried(int Row, int Left, int Right, IReadOnlyList<IReadOnlyList<TableCell>> Header);

    /// <summary>The pages, at least one; each holds what stands on it and where.</summary>
    public IEnumerable<IReadOnlyList<PlacedBlocks>> Read(IEnumerable<SheetCell> cells)
    {
        foreach (var cell in cells)
        {
            budget.Take(cell);
            if (cell.Row > _filled + 1) EndBand();
            if (IsPageFull(cell)) yield return EndPage();
            Add(cell);
        }
        yield return EndPage();
    }

    private bool IsPageFull(SheetCell next) =>
        _characters + next.Text.Length > MaxCharacters || (_cells >= MaxCells && (_band.Count == 0 || _band[^1].Row < next.Row));

    private void Add(SheetCell cell)
    {
        _band.Add(cell);
        _cells++;
        _characters += cell.Text.Length;
        _filled = Math.Max(_filled, merges.EndOf(cell.Row, cell.Column).Bottom);
    }

    private List<PlacedBlocks> EndPage()
    {
        var cut = _band.Count == 0 ? 0 : _band[^1].Row;
        EndBand(cut);
        (_cells, _characters) = (0, 0);
        List<PlacedBlocks> page = [.. _page];
        _page.Clear();
        return page;
    }

    /// <summary>Turns the rows gathered so far into blocks; a table that reaches the row of a cut goes on after it.</summary>
    private void EndBand(int cut = 0)
    {
        if (_band.Count == 0) return;
        var carried = new List<Carried>();
        foreach (var found in RegionFinder.Find(_band, merges, token))
        {
            var before = _carried.Find(table => table.Row + 1 == found.Top && table.Left <= found.Left && found.Right <= table.Right);
            var region = before is null ? found : found with { Left = before.Left, Right = before.Right };
            var blocks = RegionTable.Read(region, merges, before?.Header, frozenRows());
            _page.Add(new(region.Top, region.Left, blocks));
            if (region.Bottom == cut && blocks[^1] is Block.Table { HeaderRows: > 0 } table)
                carried.Add(new(cut, region.Left, region.Right, [.. table.Rows.Take(table.HeaderRows)]));
        }
        _carried = carried;
        _band.Clear();
    }
}
