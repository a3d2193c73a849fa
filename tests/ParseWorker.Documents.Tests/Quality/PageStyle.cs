namespace ParseWorker.Documents.Tests.Quality;

/// <summary>How a page is set.</summary>
/// <param name="Columns">1 or 2.</param>
/// <param name="Grid">The lines of its tables.</param>
/// <param name="BodySize">Of the text, in points.</param>
/// <param name="BoldHeadings">Whether sections are told by weight alone, and not by size.</param>
/// <param name="Justified">Whether lines are spaced out to one length.</param>
internal sealed record PageStyle(int Columns, GridStyle Grid, double BodySize, bool BoldHeadings, bool Justified)
{
    public static IEnumerable<PageStyle> All =>
        from columns in Enumerable.Range(1, 2)
        from grid in Enum.GetValues<GridStyle>()
        from size in Enumerable.Range(0, 2).Select(step => 9.0 + 2 * step)
        from bold in Enumerable.Range(0, 2).Select(flag => flag == 1)
        from justified in Enumerable.Range(0, 2).Select(flag => flag == 1)
        select new PageStyle(columns, grid, size, bold, justified);
}

/// <summary>The lines of a table.</summary>
internal enum GridStyle
{
    /// <summary>Around every cell.</summary>
    Full,

    /// <summary>Above and below the header row and below the last row, as books have it.</summary>
    Book,

    /// <summary>None.</summary>
    None,
}
