using ParseWorker.Core.Parses;

namespace ParseWorker.Documents.Tests.Pdf.Tables;

public sealed class ContinuedTableTests
{
    private static readonly string[] Header = ["Name", "Town", "Boats"];

    [Theory]
    [InlineData(TableFormat.Html, "<thead>\n<tr><th>Name</th><th>Town</th><th>Boats</th></tr>\n</thead>\n<tbody>\n<tr><td>n20</td>")]
    [InlineData(TableFormat.Markdown, "| Name | Town | Boats |\n| --- | --- | --- |\n| n20 |")]
    [InlineData(TableFormat.Yaml, "columns: [\"Name\", \"Town\", \"Boats\"]\nrows:\n- [\"n20\"")]
    [InlineData(TableFormat.Json, "{\"columns\":[\"Name\",\"Town\",\"Boats\"],\"rows\":[[\"n20\"")]
    public async Task Read_TableThatGoesOnWithoutItsHeader_HasItOnEveryPage(TableFormat format, string expected)
    {
        var texts = await Parsed.TextsAsync(PageBuilder.Pdf(Table(0, Header), Table(20), Table(40)), "a.pdf", format);
        Assert.Contains(expected, texts[1], StringComparison.Ordinal);
        Assert.Contains(expected.Replace("n20", "n40", StringComparison.Ordinal), texts[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_TableThatRepeatsItsHeader_HasItOnce() =>
        Assert.Equal(1, HeaderRows((await Parsed.TextsAsync(PageBuilder.Pdf(Table(0, Header), Table(20, Header)), "a.pdf"))[1]));

    [Fact]
    public async Task Read_TableWithoutLinesThatGoesOn_HasItsHeader()
    {
        var texts = await Parsed.TextsAsync(PageBuilder.Pdf(Table(0, Header, drawn: false), Table(20, drawn: false)), "a.pdf");
        Assert.Equal(1, HeaderRows(texts[1]));
    }

    [Fact]
    public async Task Read_RunningHeaderAndFooterBetween_DoNotPartTheTable()
    {
        var pages = new[] { Table(0, Header), Table(20) };
        for (var page = 0; page < pages.Length; page++)
            pages[page].Text(72, 734, "The harbours, chapter 4").Text(300, 60, $"Page {page + 1} of 2")
                .Text(72, 48, "Printed by its makers");
        Assert.Equal(1, HeaderRows((await Parsed.TextsAsync(PageBuilder.Pdf(pages), "a.pdf"))[1]));
    }

    [Fact]
    public async Task Read_TextBetween_PartsTheTables() =>
        Assert.Equal(0, HeaderRows((await Parsed.TextsAsync(
            PageBuilder.Pdf(Table(0, Header), Table(20).Text(72, 734, "Another table follows here")), "a.pdf"))[1]));

    [Fact]
    public async Task Read_OtherColumns_AreAnotherTable() =>
        Assert.Equal(0, HeaderRows((await Parsed.TextsAsync(PageBuilder.Pdf(Table(0, Header), Table(20, shift: 30)), "a.pdf"))[1]));

    [Fact]
    public async Task Read_AnotherHead_IsKept()
    {
        var text = (await Parsed.TextsAsync(PageBuilder.Pdf(Table(0, Header), Table(20, ["Pilot", "Port", "Fees"])), "a.pdf"))[1];
        Assert.Contains("<th>Pilot</th>", text, StringComparison.Ordinal);
        Assert.Equal(0, HeaderRows(text));
    }

    [Fact]
    public async Task Read_PageOfTextBetween_EndsTheTable() =>
        Assert.Equal(0, HeaderRows((await Parsed.TextsAsync(
            PageBuilder.Pdf(Table(0, Header), new PageBuilder().Text(72, 700, "A page of text"), Table(20)), "a.pdf"))[2]));

    [Fact]
    public async Task Read_WhereverReadingBegins_GivesTheSamePages()
    {
        var pdf = PageBuilder.Pdf([.. Enumerable.Range(0, 12).Select(page => page == 7
            ? new PageBuilder().Text(72, 700, "A page of text")
            : Table(20 * page, page is 0 or 5 or 9 ? Header : null, drawn: page < 9))]);
        var whole = await Parsed.TextsAsync(pdf, "a.pdf");
        Assert.Equal([1, 1, 1, 1, 1, 1, 1, 0, 0, 1, 1, 1], whole.Select(HeaderRows));
        for (var first = 2; first <= whole.Count; first++)
            Assert.Equal(whole.Skip(first - 1), await Parsed.TextsAsync(pdf, "a.pdf", firstPage: first));
    }

    /// <summary>How far a retried parse looks back has a bound, and whoever began further ahead keeps to it too.</summary>
    [Fact]
    public async Task Read_TableOverMorePagesThanAreLookedAt_GivesTheSamePagesWhereverReadingBegins()
    {
        var pdf = PageBuilder.Pdf([.. Enumerable.Range(0, 104).Select(page => Table(page, page == 0 ? Header : null))]);
        var whole = await Parsed.TextsAsync(pdf, "a.pdf");
        Assert.Equal((1, 0), (HeaderRows(whole[100]), HeaderRows(whole[101])));
        foreach (var first in new[] { 100, 101, 102, 103 })
            Assert.Equal(whole.Skip(first - 1), await Parsed.TextsAsync(pdf, "a.pdf", firstPage: first));
    }

    private static int HeaderRows(string text) => text.Split("<th>Name</th>").Length - 1;

    /// <summary>A page full of a table of names, towns and numbers.</summary>
    private static PageBuilder Table(int firstNumber, string[]? header = null, bool drawn = true, double shift = 0)
    {
        var page = new PageBuilder();
        double[] columns = [72, 200 + shift, 330 + shift, 500];
        var rows = 0;
        if (header is not null) Row(header, bold: true);
        while (rows < 20) Row([$"n{firstNumber + rows - (header is null ? 0 : 1)}", "Ferrytown", $"{rows + 7}"], bold: false);
        return drawn ? page.Grid(columns, [.. Enumerable.Range(0, rows + 1).Select(row => 720.0 - 30 * row)]) : page;

        void Row(string[] cells, bool bold)
        {
            for (var column = 0; column < cells.Length; column++)
                page.Text(columns[column] + 4, 700 - 30 * rows, cells[column], bold: bold);
            rows++;
        }
    }
}
