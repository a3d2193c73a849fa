using ParseWorker.Core.Parses;

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
        Assert.Equal("| name | age |\n| --- | --- |\n| Ann | 5 |\n| Bob | 7 |", await Parsed.TextAsync(content, name, TableFormat.Markdown));

    [Fact]
    public async Task Read_QuotedField_KeepsDelimitersQuotesAndLineBreaks() =>
        Assert.Equal(
            "```json\n{\"columns\":[\"a\",\"b\"],\"rows\":[[\"1,5\",\"he said \\\"no\\\"\\nand left\"]]}\n```",
            await Parsed.TextAsync("a,b\n\"1,5\",\"he said \"\"no\"\"\nand left\"\n", "a.csv", TableFormat.Json));

    [Fact]
    public async Task Read_RowsOfDifferentLengths_AreFilledUp() =>
        Assert.Equal("| a | b |  |\n| --- | --- | --- |\n| 1 |  |  |\n| 1 | 2 | 3 |", await Parsed.TextAsync("a,b\n1\n1,2,3\n", "a.csv", TableFormat.Markdown));

    [Fact]
    public async Task Read_RowsOfDifferentLengths_AreFilledUpInHtmlToo() =>
        Assert.Contains("<tr><td>1</td><td></td><td></td></tr>", await Parsed.TextAsync("a,b\n1\n1,2,3\n", "a.csv"), StringComparison.Ordinal);

    [Fact]
    public async Task Read_TabsBesideCommas_FollowTheName() =>
        Assert.Equal("| a | b |\n| --- | --- |\n| x, y, z | 1, 2, 3 |", await Parsed.TextAsync("a\tb\nx, y, z\t1, 2, 3\n", "a.tsv", TableFormat.Markdown));
}
