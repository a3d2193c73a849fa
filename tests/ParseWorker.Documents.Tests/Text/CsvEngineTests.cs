using System.Globalization;
using System.Text;
using ParseWorker.Core.Errors;
using ParseWorker.Core.Parses;
using ParseWorker.Documents.Engines;

namespace ParseWorker.Documents.Tests.Text;

public sealed class CsvEngineTests
{
    [Theory]
    [InlineData("a.csv", "name,age\nAnn,5\nBob,7\n")]
    [InlineData("a.csv", "name;age\r\nAnn;5\r\nBob;7")]
    [InlineData("a.csv", "name|age\nAnn|5\nBob|7")]
    [InlineData("a.csv", "name\tage\nAnn\t5\n\nBob\t7")]
    [InlineData("a.tsv", "name\tage\nAnn\t5\nBob\t7")]
    public async Task Read_AnyDelimiter_IsATable(string name, string content) =>
        Assert.Equal(
            "| name | age |\n| --- | --- |\n| Ann | 5 |\n| Bob | 7 |", await Parsed.TextAsync(content, name, TableFormat.Markdown));

    [Fact]
    public async Task Read_QuotedField_KeepsDelimitersQuotesAndLineBreaks() =>
        Assert.Equal(
            "```json\n{\"columns\":[\"a\",\"b\"],\"rows\":[[\"1,5\",\"he said \\\"no\\\"\\nand left\"]]}\n```",
            await Parsed.TextAsync("a,b\n\"1,5\",\"he said \"\"no\"\"\nand left\"\n", "a.csv", TableFormat.Json));

    [Fact]
    public async Task Read_RowsOfDifferentLengths_AreFilledUp() =>
        Assert.Equal(
            "| a | b |  |\n| --- | --- | --- |\n| 1 |  |  |\n| 1 | 2 | 3 |",
            await Parsed.TextAsync("a,b\n1\n1,2,3\n", "a.csv", TableFormat.Markdown));

    [Fact]
    public async Task Read_RowsOfDifferentLengths_AreFilledUpInHtmlToo() =>
        Assert.Contains(
            "<tr><td>1</td><td></td><td></td></tr>", await Parsed.TextAsync("a,b\n1\n1,2,3\n", "a.csv"), StringComparison.Ordinal);

    [Fact]
    public async Task Read_TabsBesideCommas_FollowTheName() =>
        Assert.Equal(
            "| a | b |\n| --- | --- |\n| x, y, z | 1, 2, 3 |",
            await Parsed.TextAsync("a\tb\nx, y, z\t1, 2, 3\n", "a.tsv", TableFormat.Markdown));

    [Fact]
    public async Task Read_ManyRows_GoOnOverPagesUnderTheSameHeader()
    {
        var pages = await Parsed.TextsAsync(Rows(40_000), "a.csv", TableFormat.Markdown);
        Assert.Equal(3, pages.Count);
        Assert.All(pages, page => Assert.StartsWith("| number | square | rest |\n| --- | --- | --- |\n| ", page, StringComparison.Ordinal));
        Assert.Equal(
            Enumerable.Range(0, 40_000),
            pages.SelectMany(page => page.Split('\n').Skip(2)).Select(row => int.Parse(row.Split('|')[1], CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task Read_FromALaterPage_GivesTheSamePages() =>
        Assert.Equal(
            (await Parsed.TextsAsync(Rows(40_000), "a.csv")).Skip(1), await Parsed.TextsAsync(Rows(40_000), "a.csv", firstPage: 2));

    [Fact]
    public async Task Read_LongFields_GoOnBeforeThePageIsTooLarge()
    {
        var content = "a\n" + string.Concat(Enumerable.Repeat(new string('x', 3_000_000) + "\n", 3));
        Assert.Equal(3, (await Parsed.TextsAsync(Encoding.UTF8.GetBytes(content), "a.csv")).Count);
    }

    [Fact]
    public async Task Read_FirstPage_ComesBeforeTheRestIsRead()
    {
        using var content = new MemoryStream(Rows(200_000));
        using var document = DocumentEngines.Open(content, "a.csv", TestOcr.Off, TestContext.Current.CancellationToken);
        await using var pages = document.ReadAsync(1, TestContext.Current.CancellationToken)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await pages.MoveNextAsync());
        Assert.InRange(content.Position, 1, content.Length / 4);
    }

    [Fact]
    public async Task Read_RowOfTooManyFields_IsTooLarge() =>
        Assert.Equal(
            ParseErrorCodes.DocumentTooLarge,
            (await Parsed.ErrorAsync(Encoding.UTF8.GetBytes("a,b\n" + new string(',', 1_000_001) + "c\n"), "a.csv")).Code);

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("latin1")]
    public async Task Read_AnyEncoding_IsDecodedWithoutItsMark(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] content = [.. encoding.Preamble, .. encoding.GetBytes("größe,age\nMüller,5\n")];
        Assert.Equal(["| größe | age |\n| --- | --- |\n| Müller | 5 |"], await Parsed.TextsAsync(content, "a.csv", TableFormat.Markdown));
    }

    private static byte[] Rows(int count) => Encoding.UTF8.GetBytes(
        "number,square,rest\n" + string.Concat(Enumerable.Range(0, count)
            .Select(row => string.Create(CultureInfo.InvariantCulture, $"{row},{(long)row * row},text of the row\n"))));
}
