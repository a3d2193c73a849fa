using ParseWorker.Documents.Pdf.Fragments;
using ParseWorker.Documents.Pdf.Geometry;
using ParseWorker.Documents.Pdf.Glyphs;
using ParseWorker.Documents.Pdf.Lines;
using ParseWorker.Documents.Pdf.Rules;
using ParseWorker.Documents.Pdf.Tables;
using ParseWorker.Documents.Pdf.Tables.Cells;

namespace ParseWorker.Documents.Tests.Pdf.Tables;

/// <summary>Tables with more in them than a page holds, whose reading must not take for ever.</summary>
public sealed class CrowdedTableTests
{
    /// <summary>Far more than it takes; looking at all lines of a cell for each took minutes.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Of_ACellOfAHundredThousandLines_IsARow()
    {
        Fragment[] text = [Text("Part", 0, 0), .. Enumerable.Range(0, 100_000).Select(line => Text("Remark", 100, -12 * line))];
        Assert.Single(await Task.Run(() => CellRows.Of(text, [new(0, 40), new(100, 140)], []), TestContext.Current.CancellationToken)
            .WaitAsync(Deadline, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(200, 2), InlineData(201, 1)]
    public void Find_ATitleInALineOfMoreNamesThanItMayHave_IsNotLookedFor(int names, int columns)
    {
        Line[] lines =
        [
            new([Text("Title", 0, 0, 100), .. Enumerable.Range(1, names - 1).Select(name => Text("Name", 200 * name, 0))]),
            new([Text("Part", 0, -12), Text("Remark", 60, -12)]),
            new([Text("Handle", 0, -24), Text("Ash", 60, -24)]),
        ];
        Assert.Equal(columns, TextColumns.Find(lines, hasTitles: true).Count(column => column.Right <= 100));
    }

    [Fact]
    public void Find_NothingButTitles_IsAColumn()
    {
        var line = new Line([Text("Title", 0, 0, 100), Text("Title", 0, 0, 100)]);
        Assert.Equal([new TextColumn(0, 100)], TextColumns.Find([line, line, line], hasTitles: true));
    }

    [Theory]
    [InlineData(199, 1), InlineData(200, 0)]
    public void Find_ATableBelowLinesOfSoManyWidths_IsLookedForUpToAnEnd(int widths, int tables) =>
        Assert.Equal(tables, RuledBands.Find(Ruled(widths), Table(), TestContext.Current.CancellationToken).Count());

    [Fact]
    public void Find_Stopped_Stops() => Assert.Throws<OperationCanceledException>(
        () => RuledBands.Find(Ruled(0), Table(), new CancellationToken(canceled: true)).Count());

    /// <summary>Lines above each other that are longer and longer, and those of a table below them.</summary>
    private static Rulings Ruled(int widths) => new(
        [new(-50, 0, 140), new(-16, 0, 140), new(16, 0, 140),
            .. Enumerable.Range(1, widths).Select(at => new Ruling(100 + at, 0, 140 + 10 * at))],
        []);

    private static List<Fragment> Table() =>
    [
        Text("Part", 0, 0), Text("Remark", 100, 0), Text("Handle", 0, -30), Text("Ash", 100, -30),
        Text("Head", 0, -42), Text("Steel", 100, -42),
    ];

    private static Fragment Text(string text, double left, double baseline, double width = 40) =>
        new([new Glyph(text, new Box(left, baseline - 2, left + width, baseline + 8), baseline, 10, IsBold: false, IsSpace: false)], text);
}
