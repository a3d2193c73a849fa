namespace ParseWorker.Documents.Tests.Pdf.Tables;

public sealed class TableHeaderTests
{
    private const string Rows = "<tr><td>2</td><td>24 ml</td><td>0 ml</td></tr>\n<tr><td>3</td><td>12 ml</td><td>12 ml</td></tr>\n"
        + "<tr><td>4</td><td>4 ml</td><td>24 ml</td></tr>";
    private const string Header = "<tr><th>Vessel</th><th>Plain water</th><th>Solution</th></tr>";

    [Fact]
    public async Task Read_HeaderWhoseNamesFillTheirColumns_IsParted() =>
        Assert.Equal($"<table>\n<thead>\n{Header}\n</thead>\n<tbody>\n{Rows}\n</tbody>\n</table>", await Body(NamesOver(700)).ReadAsync());

    [Fact]
    public async Task Read_RunningHeaderRightAboveATable_IsNotItsFirstRow() =>
        Assert.StartsWith(
            $"The Book Chapter 3\n\n<table>\n<thead>\n{Header}",
            await Body(NamesOver(700)).Text(72, 716, "The Book").Text(400, 716, "Chapter 3").ReadAsync(),
            StringComparison.Ordinal);

    [Fact]
    public async Task Read_SentenceRightAboveRows_StaysWhole() =>
        Assert.StartsWith(
            "These are the vessels that were used",
            await Body(new PageBuilder().Text(72, 700, "These are the vessels that were used")).ReadAsync(),
            StringComparison.Ordinal);

    [Fact]
    public async Task Read_NamesAboveADrawnGrid_AreItsHeader() =>
        Assert.Equal(
            "<table>\n<thead>\n<tr><th></th><th>Size</th><th>Rate</th></tr>\n</thead>\n<tbody>\n"
                + "<tr><td>One</td><td>1</td><td>0.1</td></tr>\n<tr><td>Two</td><td>2</td><td>0.2</td></tr>\n</tbody>\n</table>",
            await Grid().Text(175, 726, "Size").Text(275, 726, "Rate").ReadAsync());

    [Fact]
    public async Task Read_CaptionAboveADrawnGrid_IsNotItsHeader() =>
        Assert.StartsWith("Sizes and rates of both\n\n<table>\n<thead>\n<tr><th>One</th>",
            await Grid().Text(100, 726, "Sizes and rates of both").ReadAsync(), StringComparison.Ordinal);

    /// <summary>The names are one space apart, and begin where the columns below begin.</summary>
    private static PageBuilder NamesOver(double baseline) =>
        new PageBuilder().Text(72, baseline, "Vessel", bold: true).Text(107, baseline, "Plain water", bold: true)
            .Text(163, baseline, "Solution", bold: true);

    private static PageBuilder Body(PageBuilder page)
    {
        string[][] rows = [["2", "24 ml", "0 ml"], ["3", "12 ml", "12 ml"], ["4", "4 ml", "24 ml"]];
        for (var row = 0; row < rows.Length; row++)
            page.Text(72, 686 - 14 * row, rows[row][0]).Text(107, 686 - 14 * row, rows[row][1]).Text(163, 686 - 14 * row, rows[row][2]);
        return page;
    }

    private static PageBuilder Grid() => new PageBuilder()
        .Grid([70, 170, 270, 370], [720, 700, 680])
        .Text(75, 706, "One").Text(175, 706, "1").Text(275, 706, "0.1")
        .Text(75, 686, "Two").Text(175, 686, "2").Text(275, 686, "0.2");
}
