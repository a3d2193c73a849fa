namespace ParseWorker.Documents.Pdf.Fragments;

/// <summary>A strip that no row has crossed since its first one.</summary>
/// <param name="gap">The gap that it begins as.</param>
/// <param name="row">Of the first row.</param>
internal sealed class GutterStrip(RowGap gap, int row)
{
    /// <summary>Rows with text on one side of a gutter, and on the other.</summary>
    private const int FewestRows = 8;

    /// <summary>Glyphs of a row on one side, at the mean: labels, numbers and list markers have fewer.</summary>
    private const int FewestGlyphs = 12;

    /// <summary>How far from a gutter the text beside it ends and begins, in em.</summary>
    private const double NearLeft = 6, NearRight = 2;

    /// <summary>
    /// How much of a strip that enough rows have shown a further row leaves of it: less, and a space of running text happens to lie there.
    /// </summary>
    private const double Kept = 0.5;

    private (int Rows, int Glyphs) _left = (1, gap.GlyphsBefore), _right = (1, gap.GlyphsAfter);

    /// <summary>In points from the left.</summary>
    public double Left { get; private set; } = gap.Left;

    /// <summary>In points from the left.</summary>
    public double Right { get; private set; } = gap.Right;

    /// <summary>The first row that did not cross it.</summary>
    public int First => row;

    /// <summary>Whether running text stands on both sides of it.</summary>
    public bool IsGutter => IsText(_left) && IsText(_right);

    /// <summary>Leaves of it what another row does not cross.</summary>
    /// <param name="gaps">The row's.</param>
    /// <param name="narrowest">Its width at least, in points.</param>
    /// <param name="size">The row's, in points.</param>
    /// <returns>Whether enough is left.</returns>
    public bool Narrow(List<RowGap> gaps, double narrowest, double size)
    {
        var found = gaps.MaxBy(gap => Math.Min(Right, gap.Right) - Math.Max(Left, gap.Left));
        var (left, right) = (Math.Max(Left, found.Left), Math.Min(Right, found.Right));
        if (right - left < narrowest || (IsKnown && right - left < Kept * (Right - Left))) return false;
        (Left, Right) = (left, right);
        if (found.GlyphsBefore > 0 && left - found.Left < NearLeft * size) _left = (_left.Rows + 1, _left.Glyphs + found.GlyphsBefore);
        if (found.GlyphsAfter > 0 && found.Right - right < NearRight * size) _right = (_right.Rows + 1, _right.Glyphs + found.GlyphsAfter);
        return true;
    }

    private bool IsKnown => _left.Rows >= FewestRows && _right.Rows >= FewestRows;

    private static bool IsText((int Rows, int Glyphs) side) => side.Rows >= FewestRows && side.Glyphs >= FewestGlyphs * side.Rows;
}
