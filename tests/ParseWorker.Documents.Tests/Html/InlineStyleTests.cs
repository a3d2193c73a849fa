using ParseWorker.Core.Parses;

namespace ParseWorker.Documents.Tests.Html;

public sealed class InlineStyleTests
{
    [Theory]
    [InlineData("<p>10<sup>6</sup> cells, H<sub>2</sub>O, 1,250<sup>1</sup></p>", "10⁶ cells, H₂O, 1,250¹")]
    [InlineData("<p>x<sup>a,b</sup> y<sub>Q</sub></p>", "x<sup>a,b</sup> y<sub>Q</sub>")]
    [InlineData("<p>the 3<sup>rd</sup> of May</p>", "the 3rd of May")]
    [InlineData("<p>a <b>bold</b>, <em>italic</em>, <s>old</s> word</p>", "a **bold**, *italic*, ~~old~~ word")]
    [InlineData("<p><b>one <i>two</i></b></p>", "**one** ***two***")]
    [InlineData("<p>a<b> spaced </b>b</p>", "a **spaced** b")]
    [InlineData("<p><b>one<br>two</b></p>", "**one**\n**two**")]
    [InlineData("<p><span style='font-weight:bold'>b</span> <span style='vertical-align:super'>2</span></p>", "**b** ²")]
    [InlineData("<p><a href='https://example.com/a_b?x=1'>here</a></p>", "[here](https://example.com/a_b?x=1)")]
    [InlineData("<p><a href='a b.html'>here</a></p>", "[here](a%20b.html)")]
    [InlineData("<p><a href='javascript:x()'>here</a> <a name=x>there</a></p>", "here there")]
    [InlineData("<h2><a href=/x><b>Title</b></a></h2>", "## [Title](/x)")]
    [InlineData("<a href=/x><div>one</div><div>two</div></a>", "[one](/x)\n\n[two](/x)")]
    [InlineData("<ul><li><b>Term</b>: text</ul>", "- **Term**: text")]
    public async Task Read_StyledText_IsMarked(string html, string expected) =>
        Assert.Equal(expected, await Parsed.TextAsync(html, "a.html"));

    [Theory]
    [InlineData(TableFormat.Html, "<td>10⁶ <b>b</b> <a href=\"/x?a=1&amp;b=2\">l</a> x<sup>a,b</sup> &lt;b&gt;</td>")]
    [InlineData(TableFormat.Markdown, "| 10⁶ **b** [l](/x?a=1&b=2) x<sup>a,b</sup> \\<b> |")]
    [InlineData(TableFormat.Json, "\"10⁶ b [l](/x?a=1&b=2) x<sup>a,b</sup> <b>\"")]
    [InlineData(TableFormat.Yaml, "\"10⁶ b [l](/x?a=1&b=2) x<sup>a,b</sup> <b>\"")]
    public async Task Read_StyledTextInATable_IsMarkedAsTheFormatCan(TableFormat format, string expected) => Assert.Contains(
        expected,
        await Parsed.TextAsync(
            "<table><tr><th>a<th>b<tr><td>10<sup>6</sup> <b>b</b> <a href='/x?a=1&amp;b=2'>l</a> x<sup>a,b</sup> &lt;b&gt;<td>2</table>",
                "a.html", format),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("<p><ruby>東京<rp>(</rp><rt>とうきょう</rt><rp>)</rp></ruby>都</p>", "東京都")]
    [InlineData("<p><ruby>東<rt>とう</rt>京<rt>きょう</rt></ruby>都</p>", "東京都")]
    public async Task Read_Ruby_LeavesTheWordWhole(string html, string expected) =>
        Assert.Equal(expected, await Parsed.TextAsync(html, "a.html"));

    [Fact]
    public async Task Read_CodeInACell_KeepsItsLines() => Assert.Contains(
        "<td>one<br>  two</td>",
        await Parsed.TextAsync("<table><tr><th>a<th>b<tr><td><pre>one\n  two</pre><td>2</table>", "a.html"),
        StringComparison.Ordinal);

    [Fact]
    public async Task Read_MarksOfAnotherMeaning_AreNotPassedOn() =>
        Assert.Equal("ab", await Parsed.TextAsync("<p>a&#xFDD0;&#xFDDB;b</p>", "a.html"));
}
