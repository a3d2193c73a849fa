using System.Diagnostics;
using System.Text.RegularExpressions;
using ParseWorker.Api.Dashboard.Previews;

namespace ParseWorker.Api.Tests.Dashboard;

public sealed partial class TextPreviewTests
{
    [Theory]
    [InlineData("# Title", "<p class=\"pw-heading pw-heading-1\">Title</p>")]
    [InlineData("one\ntwo\n\nthree", "<p>one<br>two</p><p>three</p>")]
    [InlineData("a **bold** word", "<p>a <strong>bold</strong> word</p>")]
    [InlineData("2 ** 3", "<p>2 ** 3</p>")]
    [InlineData("- one\n  1. two", "<div><div class=\"pw-item pw-item-0\">• one</div><div class=\"pw-item pw-item-1\">1. two</div></div>")]
    [InlineData("```\nif (a < b)\n```\nafter", "<pre>if (a &lt; b)</pre><p>after</p>")]
    [InlineData("```\nnever closed", "<pre>never closed</pre>")]
    [InlineData("", "")]
    public void Preview_OfABlock_IsWhatTheMarkdownMeans(string markdown, string expected) =>
        Assert.Equal(expected, TextPreview.Of(markdown).ToString());

    [Fact]
    public void Preview_OfATable_HasItsCellsAndSpans()
    {
        const string Source = """
            <table>
            <thead>
            <tr><th colspan="2">A &amp; B</th></tr>
            </thead>
            <tbody>
            <tr><td rowspan="2">1<br>2</td><td><strong>3 &lt; 4</strong></td></tr>
            <tr><td></td></tr>
            </tbody>
            </table>
            after
            """;

        Assert.Equal(
            Table("<tr><th colspan=\"2\" rowspan=\"1\">A &amp; B</th></tr>"
                + "<tr><td colspan=\"1\" rowspan=\"2\">1<br>2</td><td colspan=\"1\" rowspan=\"1\">3 &lt; 4</td></tr>"
                + "<tr><td colspan=\"1\" rowspan=\"1\"></td></tr>") + "<p>after</p>",
            TextPreview.Of(Source).ToString());
    }

    [Fact]
    public void Preview_OfAPipeTable_HasItsHeaderRow() => Assert.Equal(
        Table("<tr><th>a</th><th>b|c</th></tr><tr><td>1</td><td>2</td></tr>"),
        TextPreview.Of("| a | b\\|c |\n| --- | :-: |  \n| 1 | 2 |").ToString());

    [Fact]
    public void Preview_OfARowOfSpaces_TakesNoTimeThatGrowsWithItsSquare()
    {
        var since = Stopwatch.GetTimestamp();

        TextPreview.Of("| a |\n|" + new string(' ', 400_000) + "x");

        Assert.InRange(Stopwatch.GetElapsedTime(since), TimeSpan.Zero, TimeSpan.FromSeconds(3));
    }

    // A document is a stranger's: whatever it holds, only tags that the preview writes itself come out.
    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("# <img src=x onerror=alert(1)>")]
    [InlineData("- <svg onload=alert(1)>")]
    [InlineData("**<b onclick=x>**")]
    [InlineData("| <iframe> |")]
    [InlineData("```<x>\n</pre><script>\n```")]
    [InlineData("<table onclick=\"x\"><tr><td onmouseover=\"x\" colspan=\"2\">a<script>b</script></td></tr></table>")]
    [InlineData("<table><tr><td>&lt;script&gt;alert(1)&lt;/script&gt;</td></tr></table>")]
    [InlineData("<table><tr><td colspan=\"1&quot;onclick\">a</td></tr></table>")]
    [InlineData("<table><td><script>never closed")]
    [InlineData("<table><td><stro<b>ng>a<a href=\"javascript:x\">b</a>")]
    public void Preview_OfHostileText_HoldsNoTagOfIt(string hostile)
    {
        var preview = TextPreview.Of(hostile).ToString();

        var tags = Tag().Matches(preview).Select(tag => tag.Value).ToList();
        Assert.Equal(preview.Count(character => character == '<'), tags.Count);
        Assert.All(tags, tag => Assert.Matches(Ours(), tag));
    }

    [GeneratedRegex("<[^<>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex("^</?(p|br|strong|pre|div|table|tr|td|th)( class=\"[a-z0-9 -]+\"( tabindex=\"0\" role=\"group\" aria-label=\"Table\")?"
        + "| colspan=\"[0-9]+\" rowspan=\"[0-9]+\")?>$")]
    private static partial Regex Ours();

    private static string Table(string rows) =>
        "<div class=\"table-responsive\" tabindex=\"0\" role=\"group\" aria-label=\"Table\">"
        + $"<table class=\"table table-bordered table-condensed\">{rows}</table></div>";
}
