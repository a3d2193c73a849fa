using System.Globalization;
using System.Text;
using ParseWorker.Testing.Documents;

namespace ParseWorker.Documents.Tests.Pdf.Order;

public sealed class ReadingOrderTests
{
    private const string Left = "left column line of running text", Right = "right column line of running text";

    [Fact]
    public async Task Read_ColumnsOfHebrew_BeginAtTheRight()
    {
        // As drawn from the left: glyphs in the reverse of the order they are read in.
        const string first = "רחאו דחא דועו תרחא הרוש ינש רפס", second = "ףוסה דע תכלוה תחא הרוש ישילש קרפ";
        Assert.Equal($"{Repeated(Read(first))}\n\n{Repeated(Read(second))}",
            Assert.Single(await Parsed.TextsAsync(Columns(left: second, right: first), "a.pdf")));
    }

    [Fact]
    public async Task Read_FootnoteUnderBothColumns_StaysAtTheEnd()
    {
        const string note =
            "1 A note that is long enough to reach from the first column into the second one, as notes below both of them do.";
        Assert.Equal(
            $"{Repeated(Left)}\n\n{Repeated(Right)}\n\n{note}",
            await Column(Column(new PageBuilder(), 72, Left), 320, Right).Rule(72, 110, 180, 110).Text(72, 98, note, size: 7).ReadAsync());
    }

    [Fact]
    public async Task Read_FootnoteUnderOneColumn_StaysWithIt() =>
        Assert.Equal(
            $"{Repeated(Left)}\n\n1 A note of this column.\n\n{Repeated(Right)}",
            await Column(Column(new PageBuilder(), 72, Left).Text(72, 580, "1 A note of this column.", size: 7), 320, Right).ReadAsync());

    [Fact]
    public async Task Read_SidebarBesideText_ComesAfterItAndNotBetweenItsLines() =>
        Assert.Equal(
            $"{Repeated(Left)}\n\n{Repeated("on the side")}",
            await Column(Column(new PageBuilder(), 72, Left), 460, "on the side", distance: 9.5, size: 8).ReadAsync());

    [Fact]
    public async Task Read_PageNumberInTheGutter_DoesNotJoinTheColumns() =>
        Assert.Equal(
            $"{Repeated(Left)}\n\n{Repeated(Right)}\n\n12",
            await Column(Column(new PageBuilder(), 72, Left), 228, Right, distance: 11.5).Text(213, 560, "12", size: 9).ReadAsync());

    [Fact]
    public async Task Read_PageNumberInTheGutterBelowTitlesOverBothColumns_DoesNotJoinTheColumns()
    {
        var page = new PageBuilder().Text(80, 770, "A title in large type over both columns", size: 14)
            .Text(150, 750, "the name of who wrote it", size: 12).Text(150, 730, "and the third of January", size: 12);
        var text = await Column(Column(page, 72, Left), 228, Right, distance: 11.5).Text(213, 560, "12", size: 9).ReadAsync();

        Assert.EndsWith($"{Repeated(Left)}\n\n{Repeated(Right)}\n\n12", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_ThreeColumnsOfANewspaper_AreNoTable()
    {
        string[] lines =
        [
            "He is afraid that it", "will not be over for", "years, as the others", "have told everybody.", "Many people wonder",
            "if they may hope for", "only another word of", "those in power, who", "said so little of all", "of it in those days.",
        ];
        var page = new PageBuilder();
        foreach (var left in new[] { 72, 182, 292 })
            for (var at = 0; at < 20; at++) page.Text(left, 700 - (11 * at), lines[at % 10]);

        var text = string.Join(' ', lines.Concat(lines));
        var read = await page.ReadAsync();
        Assert.Equal($"{text} {text} {text}", read.ReplaceLineEndings(" ").Replace("  ", " ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Read_TableInOneColumnBesideTextInTheOther_TakesNoneOfIt()
    {
        const string line = "a line of the left column that goes on to its edge", other = "a line of the right column above a table";
        string[] row = ["Weight of it", "heavy", "12.5"];
        var page = new PageBuilder();
        for (var at = 0; at < 16; at++) page.Text(72, 700 - (12 * at), line);
        for (var at = 0; at < 4; at++) page.Text(320, 693 - (12 * at), other);
        for (var at = 0; at < 8; at++)
            for (var column = 0; column < row.Length; column++) page.Text(320 + (80 * column), 633 - (12 * at), row[column]);
        Assert.Equal(
            $"{string.Join(' ', Enumerable.Repeat(line, 16))}\n\n{string.Join(' ', Enumerable.Repeat(other, 4))}\n\n"
                + TableText.Of(row, [.. Enumerable.Repeat(row, 7)]),
            await page.ReadAsync());
    }

    private static string Read(string drawn) => new([.. drawn.Reverse()]);

    private static string Repeated(string line) => string.Join(' ', Enumerable.Repeat(line, 8));

    private static PageBuilder Column(PageBuilder page, double left, string line, double distance = 12, double size = 10)
    {
        for (var at = 0; at < 8; at++) page.Text(left, 700 - distance * at, line, size);
        return page;
    }

    private static byte[] Columns(string left, string right)
    {
        var characters = new string([.. (left + right).Distinct()]);
        var operators = new StringBuilder();
        for (var at = 0; at < 8; at++)
            foreach (var (text, from) in new[] { (left, 72), (right, 330) })
                operators.Append(CultureInfo.InvariantCulture, $"BT /F1 12 Tf {from} {700 - 14 * at} Td <{Codes(text)}> Tj ET ");
        return RawPdf.PageOf(characters, operators.ToString());

        string Codes(string text) =>
            string.Concat(text.Select(character => $"{characters.IndexOf(character, StringComparison.Ordinal) + 1:X2}"));
    }
}
