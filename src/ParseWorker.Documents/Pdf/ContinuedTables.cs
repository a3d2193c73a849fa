using ParseWorker.Documents.Model;
using ParseWorker.Documents.Pdf.Headings;
using ParseWorker.Documents.Pdf.Tables;

namespace ParseWorker.Documents.Pdf;

/// <summary>
/// Gives the header row of a table to its parts on the following pages, which don't repeat it: each page can be read by itself.
/// Where reading begins within such a table, the pages before are looked at, as far as the header row would have been carried.
/// </summary>
/// <param name="reader">Reads the pages before.</param>
internal sealed class ContinuedTables(PageReader reader)
{
    /// <summary>Pages that a header row is carried over.</summary>
    private const int MostPages = 100;

    private int _number;
    private End? _end;

    /// <summary>The page with the header row of a table that goes on at its top; and notes its own end.</summary>
    /// <param name="number">Counted from 1.</param>
    /// <param name="page">The page.</param>
    /// <param name="token">Stops it.</param>
    public ArrangedPage Continue(int number, ReadPage page, CancellationToken token)
    {
        var before = number == _number + 1 ? _end : Before(number, page.Ends, token);
        _end = page.Ends is { } ends ? End.Of(before, ends) : null;
        _number = number;
        return page.Ends is { First: { } first } && before?.HeaderFor(page.Ends) is { } header ? WithHeader(page.Layout, first, header)
            : page.Layout;
    }

    /// <summary>How the page before ends; null when that does not matter.</summary>
    private End? Before(int number, PageEnds? ends, CancellationToken token)
    {
        if (ends?.First is not { HasHeader: false }) return null;
        var pages = new Stack<PageEnds>();
        for (var at = number - 1; at >= Math.Max(1, number - MostPages); at--)
        {
            if (reader.Look(at, token)?.Ends is not { } page) break;
            pages.Push(page);
            if (!DependsOnTheOneBefore(page)) break;
        }
        return pages.Aggregate((End?)null, End.Of);
    }

    /// <summary>Only a table that fills its page and has no header row of its own may have got one.</summary>
    private static bool DependsOnTheOneBefore(PageEnds page) => page.Last is { HasHeader: false } && ReferenceEquals(page.First, page.Last);

    private static ArrangedPage WithHeader(ArrangedPage page, PlacedTable table, IReadOnlyList<IReadOnlyList<TableCell>> header)
    {
        var whole = new Block.Table([.. header, .. table.Table.Rows], header.Count);
        var parts = page.Texts[0].Parts.Select(part => ReferenceEquals(part.Table, table) ? part with { Block = whole } : part);
        return new([page.Texts[0] with { Parts = [.. parts] }, .. page.Texts.Skip(1)]);
    }

    /// <summary>The end of a page.</summary>
    /// <param name="Ends">What stands there.</param>
    /// <param name="Header">Of its last table; null when that has none.</param>
    /// <param name="Pages">How many the header row was carried over to get here.</param>
    private sealed record End(PageEnds Ends, IReadOnlyList<IReadOnlyList<TableCell>>? Header, int Pages)
    {
        public static End Of(End? before, PageEnds ends)
        {
            if (ends.Last is not { } last) return new(ends, null, 0);
            if (ReferenceEquals(ends.First, last) && before?.HeaderFor(ends) is { } carried) return new(ends, carried, before.Pages + 1);
            return new(ends, last.HasHeader ? [.. last.Header] : null, 0);
        }

        /// <summary>
        /// The header row that the next page's first table continues without; null when it does not continue, or repeats it.
        /// </summary>
        public IReadOnlyList<IReadOnlyList<TableCell>>? HeaderFor(PageEnds next) =>
            Header is { Count: > 0 } && Pages < MostPages && Ends.GoOnIn(next) && !Repeats(next.First!) ? Header : null;

        private bool Repeats(PlacedTable table) =>
            Header![0].Select(cell => cell.Text).SequenceEqual(table.Table.Rows[0].Select(cell => cell.Text));
    }
}
