using System.Globalization;
using ParseWorker.Testing.Documents;

namespace ParseWorker.Documents.Tests.Pdf.Directions;

public sealed class TurnedTextTests
{
    private static readonly string[] Lines =
    [
        "The quick brown fox jumps over the lazy dog and goes on to say that it",
        "will do so again whenever it is asked to, since that is what it is here",
        "for. Nobody has asked it so far, but it keeps itself ready all the same,",
        "and in the evening it goes home to its den and has a look at the moon.",
    ];

    private static string Body => string.Join(' ', Lines);

    [Fact]
    public async Task Read_DiagonalWatermark_ComesAfterTheTextItLiesOver() =>
        Assert.Equal($"{Body}\n\nDRAFT", await At(45, 150, 570, "DRAFT", 60, new PageBuilder()).Lines(72, 700, Lines).ReadAsync());

    [Fact]
    public async Task Read_WatermarkOfSingleGlyphs_IsOneWord() =>
        Assert.Equal($"{Body}\n\nCOPY", await Along(60, 150, 570, "COPY", 60, 45, new PageBuilder().Lines(72, 700, Lines)).ReadAsync());

    [Fact]
    public async Task Read_WatermarkOnEveryPage_IsNoHeading()
    {
        var page = At(45, 150, 570, "DRAFT", 60, new PageBuilder().Lines(72, 700, Lines));
        Assert.Equal([$"{Body}\n\nDRAFT", $"{Body}\n\nDRAFT"], await Parsed.TextsAsync(PageBuilder.Pdf(page, page), "a.pdf"));
    }

    [Fact]
    public async Task Read_TextOnACurve_IsOneLine()
    {
        var page = new PageBuilder().Lines(72, 700, Lines);
        const string seal = "BAKERY AND CAFE";
        for (var at = 0; at < seal.Length; at++)
        {
            var angle = 150 - 8 * at;
            var (sin, cos) = Math.SinCos(angle * Math.PI / 180);
            At(angle - 90, 300 + 70 * cos, 300 + 70 * sin, seal[at].ToString(), 12, page);
        }
        Assert.Equal($"{Body}\n\n{seal}", await page.ReadAsync());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(90)]
    [InlineData(180)]
    [InlineData(-90)]
    [InlineData(-88)]
    public async Task Read_PageTurnedAsAWhole_IsReadAsIfUpright(double angle) =>
        Assert.Equal(await Mixed().ReadAsync(), await ReadTurnedAsync(Mixed(), angle));

    [Theory]
    [InlineData(90)]
    [InlineData(180)]
    [InlineData(270)]
    public async Task Read_PageThatViewersTurn_IsReadAsTheyShowIt(int rotate)
    {
        // What viewers turn clockwise was set counter-clockwise.
        var (sin, cos) = Math.SinCos(rotate * Math.PI / 180);
        var (x, y) = rotate switch { 90 => (612, 0), 180 => (612, 792), _ => (0, 792) };

        var operators = FormattableString.Invariant($"q {cos:F0} {sin:F0} {-sin:F0} {cos:F0} {x} {y} cm {Mixed(top: 560).Operators} Q");
        Assert.Equal(await Mixed(top: 560).ReadAsync(),
            await ReadAsync(RawPdf.Page(operators, $"/MediaBox [0 0 612 792] /Rotate {rotate}")));
    }

    [Fact]
    public async Task Read_LinesOfAScanThatAreNotParallel_StayLines()
    {
        var page = new PageBuilder();
        for (var at = 0; at < Lines.Length; at++) At(1 + 0.2 * at, 72, 700 - 14 * at, Lines[at], 10, page);
        Assert.Equal(Body, await page.ReadAsync());
    }

    [Fact]
    public async Task Read_UprightHeaderOfASidewaysPage_ComesAfter() =>
        Assert.Equal($"{await Mixed().ReadAsync()}\n\nAnnual report 7",
            await ReadTurnedAsync(Mixed(), 90, "BT /F1 10 Tf 72 760 Td (Annual report 7) Tj ET"));

    [Fact]
    public async Task Read_SidewaysTableOnAnUprightPage_KeepsItsGrid()
    {
        var (text, table) = (new PageBuilder().Lines(72, 740, [.. Lines, .. Lines]), Grid(new PageBuilder(), 400));
        var page = await text.Raw($"q 0 1 -1 0 612 0 cm {table.Operators} Q").ReadAsync();
        Assert.Equal($"{Body} {Body}\n\n{await table.ReadAsync()}", page);
    }

    [Fact]
    public async Task Read_SidewaysNamesInAnUprightGrid_LeaveItsRowsAlone()
    {
        var page = Grid(new PageBuilder().Lines(72, 740, Lines), 600);
        foreach (var left in new[] { 84, 184, 204 }) At(90, left, 602, "Ship", 7, page);
        var text = await page.ReadAsync();
        Assert.StartsWith($"{Body}\n\n{await Grid(new PageBuilder(), 600).ReadAsync()}", text, StringComparison.Ordinal);
        Assert.Equal(1, text.Split("<table>").Length - 1);
    }

    [Fact]
    public async Task Read_Ligatures_AreSpeltOut() =>
        Assert.Equal("affiliate offline fix flat", Assert.Single(await Parsed.TextsAsync(
            RawPdf.PageOf("aliteo nxﬁﬂﬃﬄ", $"BT /F1 12 Tf 72 700 Td <{Codes("aliteo nxﬁﬂﬃﬄ", "aﬃliate oﬄine ﬁx ﬂat")}> Tj ET"), "a.pdf")));

    private static string Codes(string characters, string text) =>
        string.Concat(text.Select(character =>
            (characters.IndexOf(character, StringComparison.Ordinal) + 1).ToString("X2", CultureInfo.InvariantCulture)));

    /// <summary>A heading, a paragraph and a table that only its lines tell.</summary>
    private static PageBuilder Mixed(double top = 700) =>
        Grid(new PageBuilder().Text(72, top, "What was seen", size: 16).Lines(72, top - 30, Lines), top - 200);

    private static PageBuilder Grid(PageBuilder page, double bottom)
    {
        page.Grid([70, 170, 370], [bottom + 60, bottom + 40, bottom + 20, bottom]);
        string[][] rows = [["Harbour", "Ferries"], ["North", "12"], ["South", "4"]];
        for (var row = 0; row < rows.Length; row++)
            for (var column = 0; column < rows[row].Length; column++)
                page.Text(75 + 100 * column, bottom + 46 - 20 * row, rows[row][column]);
        return page;
    }

    /// <summary>The page with all that is on it turned around its middle, and with what is not.</summary>
    private static Task<string> ReadTurnedAsync(PageBuilder page, double angle, string upright = "")
    {
        var (sin, cos) = Math.SinCos(angle * Math.PI / 180);
        var operators = string.Create(CultureInfo.InvariantCulture,
            $"q {cos:F6} {sin:F6} {-sin:F6} {cos:F6} {500 - 500 * cos + 500 * sin:F4} "
            + $"{500 - 500 * sin - 500 * cos:F4} cm {page.Operators} Q {upright}");
        return ReadAsync(RawPdf.Page(operators, "/MediaBox [0 0 1000 1000]"));
    }

    private static async Task<string> ReadAsync(byte[] pdf) => Assert.Single(await Parsed.TextsAsync(pdf, "a.pdf"));

    private static PageBuilder At(double angle, double left, double bottom, string text, double size, PageBuilder page)
    {
        var (sin, cos) = Math.SinCos(angle * Math.PI / 180);
        return page.Raw(
            FormattableString.Invariant($"BT /F1 {size} Tf {cos:F6} {sin:F6} {-sin:F6} {cos:F6} {left:F4} {bottom:F4} Tm ({text}) Tj ET"));
    }

    private static PageBuilder Along(double angle, double left, double bottom, string text, double size, double step, PageBuilder page)
    {
        var (sin, cos) = Math.SinCos(angle * Math.PI / 180);
        for (var at = 0; at < text.Length; at++)
            At(angle, left + at * step * cos, bottom + at * step * sin, text[at].ToString(), size, page);
        return page;
    }
}
