using ParseWorker.Documents.Pdf.Fragments;
using ParseWorker.Documents.Pdf.Geometry;
using ParseWorker.Documents.Pdf.Glyphs;
using ParseWorker.Documents.Pdf.Grids;
using ParseWorker.Documents.Pdf.Rules;

namespace ParseWorker.Documents.Tests.Pdf.Grids;

/// <summary>Rules that a grid leaves out between rows of figures.</summary>
public sealed class TextRowsTests
{
    private const int Columns = 40, Rows = 30;

    /// <summary>One drawn row with figures below each other in all columns but one, whose name stands between two of them.</summary>
    private static readonly Fragment[] Inside =
    [
        .. Enumerable.Range(0, Columns).Where(column => column != Columns / 2)
            .SelectMany(column => Enumerable.Range(0, Rows).Select(row => Text("42", 10 * column, 12 * row))),
        Text("all", 10 * (Columns / 2), 6),
    ];

    private static readonly Lattice DrawnGrid = new(
        [.. Enumerable.Range(0, Columns + 1).Select(column => 10.0 * column)],
        [12 * Rows, 0],
        new Rulings([new(0, 0, 10 * Columns), new(12 * Rows, 0, 10 * Columns)],
            [.. Enumerable.Range(0, Columns + 1).Select(column => new Ruling(10 * column, 0, 12 * Rows))]));

    [Fact]
    public void Drawn_RowsOfFigures_ArePartedByOneRuleOnEachSideOfWhatStandsBetweenThem()
    {
        var lattice = Drawn(Rows * Columns);
        Assert.Equal(Rows + 1, lattice.Rows.Count);
        Assert.Equal(2 + 2 * (Rows - 1), lattice.Rules.Horizontal.Count);
    }

    [Fact]
    public void Drawn_MorePlacesThanItMayHave_StaysAsItIsDrawn() => Assert.Same(DrawnGrid, Drawn(Rows * Columns - 1));

    private static Lattice Drawn(long most) => TextRows.Drawn(DrawnGrid, Inside, most, TestContext.Current.CancellationToken);

    private static Fragment Text(string text, double left, double bottom) =>
        new([new Glyph(text, new Box(left + 1, bottom + 1, left + 9, bottom + 11), bottom + 3, 10, IsBold: false, IsSpace: false)], text);
}
