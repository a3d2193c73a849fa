using ParseWorker.Core.Parses;

namespace ParseWorker.Documents.Tests.Html;

public sealed class LayoutTableTests
{
    private static Task<string> TextAsync(string html) =>
        Parsed.TextAsync($"<!doctype html><body>{html}</body>", "a.html", TableFormat.Markdown);

    /// <summary>As newsletters are built: a frame of one column around rows of two.</summary>
    [Fact]
    public async Task Read_Newsletter_IsItsBlocksInOrder() =>
        Assert.Equal(
            "[Figure: Logo]\n\nLatest\n\n# Title\n\nIntroduction.\n\n## Left\n\nText.\n\n## Right\n\n- one\n- two\n\nImprint",
            await TextAsync(
                "<table><tr><td><table><tr><td><img alt=Logo></td><td>Latest</td></tr></table></td></tr><tr><td><h1>Title</h1>"
                    + "<p>Introduction.</p></td></tr>"
                + "<tr><td><table><tr><td><h2>Left</h2><p>Text.</p></td><td><h2>Right</h2><ul><li>one<li>two</ul></td></tr></table></td>"
                + "</tr><tr><td>Imprint</td></tr></table>"));

    [Theory]
    [InlineData("<table role=none><tr><td>a<td>b<tr><td>c<td>d</table>", "a b\n\nc d")]
    [InlineData("<table><tr><td>a<tr><td>b</table>", "a\n\nb")]
    [InlineData("<table><tr><td><h3>a</h3><td>b</table>", "### a\n\nb")]
    [InlineData("<table><tr><td><ul><li>a</ul><td>b</table>", "- a\n\nb")]
    [InlineData("<table><tr><td colspan=2>head<tr><td><ul><li>menu</ul><td><p>one<p>two</table>", "head\n\n- menu\n\none\n\ntwo")]
    [InlineData(
        "<table><tr><td><h2>a</h2>1<td><h2>b</h2>2<tr><td><h2>c</h2>3<td><h2>d</h2>4<tr><td><h2>e</h2>5<td></table>",
            "## a\n\n1\n\n## b\n\n2\n\n## c\n\n3\n\n## d\n\n4\n\n## e\n\n5")]
    [InlineData("<table><tr><td>a<td><table><tr><th>x<th>y<tr><td>1<td>2</table></table>", "a\n\n| x | y |\n| --- | --- |\n| 1 | 2 |")]
    public async Task Read_TableThatArranges_IsItsBlocks(string html, string expected) => Assert.Equal(expected, await TextAsync(html));

    [Theory]
    [InlineData("<table><tr><td>a<td>b</table>", "|  |  |\n| --- | --- |\n| a | b |")]
    [InlineData("<table><tr><th>a<tr><td>b</table>", "| a |\n| --- |\n| b |")]
    [InlineData("<table><tr><th>a<th>b<tr><td><h3>c</h3><td>d</table>", "| a | b |\n| --- | --- |\n| c | d |")]
    [InlineData("<table border=1><tr><td><ul><li>a</ul><td>b</table>", "|  |  |\n| --- | --- |\n| - a | b |")]
    [InlineData("<table><tr><td><h1>A</h1><td>B<tr><td>1<td>2</table>", "|  |  |\n| --- | --- |\n| A | B |\n| 1 | 2 |")]
    [InlineData(
        "<table><tr><td><img alt=flag> A<td>1<tr><td><img alt=flag> B<td>2</table>",
            "|  |  |\n| --- | --- |\n| [Figure: flag] A | 1 |\n| [Figure: flag] B | 2 |")]
    [InlineData(
        "<table><tr><td>1<td><ul><li>a</ul><tr><td>2<td>b<tr><td>3<td>c</table>",
            "|  |  |\n| --- | --- |\n| 1 | - a |\n| 2 | b |\n| 3 | c |")]
    [InlineData(
        "<table><tr><th>a<th>b<tr><td><table><tr><td>1<td>2<tr><td>3<td>4</table><td>c</table>",
            "| a | b |\n| --- | --- |\n| 1\t2<br>3\t4 | c |")]
    public async Task Read_TableOfData_StaysOne(string html, string expected) => Assert.Equal(expected, await TextAsync(html));

    [Fact]
    public async Task Read_TablesNestedByTheThousand_AreRead() =>
        Assert.EndsWith(
            "deep", await TextAsync(string.Concat(Enumerable.Repeat("<table><tr><td>a<td>", 3_000)) + "deep"), StringComparison.Ordinal);
}
