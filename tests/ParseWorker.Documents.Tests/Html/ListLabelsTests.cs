namespace ParseWorker.Documents.Tests.Html;

public sealed class ListLabelsTests
{
    [Theory]
    [InlineData("<ol type=a><li>x<li>y</ol>", "- a. x\n- b. y")]
    [InlineData("<ol type=A start=3><li>x</ol>", "- C. x")]
    [InlineData("<ol type=i><li>x<li>y</ol>", "- i. x\n- ii. y")]
    [InlineData("<ol type=I><li>x</ol>", "- I. x")]
    [InlineData("<ol style='list-style-type: lower-alpha'><li>x</ol>", "- a. x")]
    [InlineData("<ol reversed><li>x<li>y</ol>", "2. x\n1. y")]
    [InlineData("<ol><li>x<li value=7>y<li>z</ol>", "1. x\n7. y\n8. z")]
    public async Task Read_OrderedList_CountsAsBrowsersDo(string html, string expected) =>
        Assert.Equal(expected, await Parsed.TextAsync(html, "a.html"));

    [Fact]
    public async Task Read_OrderedListInACell_CountsAsBrowsersDo() => Assert.Contains(
        "<td>a. x<br>b. y</td>", await Parsed.TextAsync("<table><tr><th>p<th>q<tr><td><ol type=a><li>x<li>y</ol><td>z</table>", "a.html"),
            StringComparison.Ordinal);
}
