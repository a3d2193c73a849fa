using ParseWorker.Documents.Xlsx.Cells;

namespace ParseWorker.Documents.Xlsx.Regions;

/// <summary>Cells that belong together, and the box around them with their merges.</summary>
internal sealed record CellRegion(int Top, int Left, int Bottom, int Right, IReadOnlyList<SheetCell> Cells)
{
    public int Rows => Bottom - Top + 1;

    public int Columns => Right - Left + 1;

    public bool Overlaps(CellRegion other) => Top <= other.Bottom && other.Top <= Bottom && Left <= other.Right && other.Left <= Right;

    public CellRegion With(CellRegion other) => new(
        Math.Min(Top, other.Top), Math
            .Min(Left, other.Left), Math
            .Max(Bottom, other.Bottom), Math
            .Max(Right, other.Right), [.. Cells, .. other.Cells]);
}
