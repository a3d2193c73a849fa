using System.Text;
using ParseWorker.Core.Errors;
using ParseWorker.Documents.Html.Styles;

namespace ParseWorker.Documents.Tests.Hostile;

/// <summary>Pages whose size says nothing of the work they ask for.</summary>
public sealed class HostileHtmlTests
{
    private static string Repeated(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    /// <summary>The rest was moved up for each: a million times four megabytes.</summary>
    [Fact]
    public void Of_MillionComments_AreLeftOutInOnePass() =>
        Assert.Equal([(".a", "display:none")],
            StyleRules.Of($"{Repeated("/**/", 1_000_000)}.a{{display:none{Repeated("/**/", 1_000_000)}}}"));

    /// <summary>The parser looked through all open elements at each tag.</summary>
    [Trait("Needs", "Time")]
    [Theory]
    [InlineData("<div>", 1_000_000)]
    [InlineData("<b><i>", 300_000)]
    [InlineData("<ul><li>", 300_000)]
    [InlineData("<table><tr><td>", 300_000)]
    public async Task Read_ElementsWithinEachOther_AreRefused(string open, int times) => Assert.Equal(
        ParseErrorCodes.DocumentTooLarge, (await Parsed.ErrorAsync(Encoding.UTF8.GetBytes(Repeated(open, times) + "x"), "a.html")).Code);

    [Trait("Needs", "Time")]
    [Fact]
    public async Task Read_ManyElementsFarWithinOthers_AreRefused()
    {
        var page = $"{Repeated("<div>", 9_000)}{Repeated("<p>x<b></b>", 300_000)}";
        Assert.Equal(ParseErrorCodes.DocumentTooLarge, (await Parsed.ErrorAsync(Encoding.UTF8.GetBytes(page), "a.html")).Code);
    }

    [Theory]
    [InlineData("<div>", 300)]
    [InlineData("<p>", 5_000)]
    [InlineData("<li>", 5_000)]
    [InlineData("<br>", 5_000)]
    [InlineData("<b></b><i></i>", 5_000)]
    public async Task Read_ElementsAsPagesHaveThem_AreRead(string open, int times) =>
        Assert.Contains("innermost", await Parsed.TextAsync($"{Repeated(open, times)}innermost", "a.html"), StringComparison.Ordinal);

    /// <summary>Four combinators over a hundred elements in each other: a million ways for every one of ten thousand words.</summary>
    [Trait("Needs", "Time")]
    [Fact]
    public async Task Read_SelectorsOfManyWays_HideNothing()
    {
        var rules = string.Concat(Enumerable.Range(0, 200).Select(at => $"u{at} div div div i {{display:none}}"));
        var page = $"<style>{rules}</style>{Repeated($"{Repeated("<div>", 100)}<i>x</i>{Repeated("</div>", 100)}", 2000)}<p>end";
        Assert.EndsWith("*x*\n\nend", await Parsed.TextAsync(page, "a.html"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(".a .b > p", "shown")]
    [InlineData("p.c, .a p", "shown")]
    [InlineData("div:not(.d) p", "shown")]
    [InlineData("p:not(p), .w, .x, .y, .z, .a p", "shown")]
    [InlineData("[wire\\:x], [wire\\:y\\.z], [wire\\:u\\.inline-block], [wire\\:v], [w='a, b'], [class=c]", "shown")]
    [InlineData("p:nth-of-type(2n + 5), .c", "shown")]
    [InlineData(".c::after", "shown\n\nhidden")]
    [InlineData(".a .a .a .a .a p", "shown\n\nhidden")]
    public async Task Read_SelectorsOfUsualCost_Hide(string selector, string expected) => Assert.Equal(expected, await Parsed.TextAsync(
        $"<style>{selector} {{display:none}}</style><p>shown</p><div class=a><div class=b><p class=c>hidden</p></div></div>", "a.html"));

    /// <summary>A framework's style sheet shows a hundred things: that uses up nothing of the page's steps.</summary>
    [Fact]
    public async Task Read_HiddenAmongManyRulesThatHideNothing_IsHidden()
    {
        var rules = string.Concat(Enumerable.Range(0, 90).Select(at => $".r{at}::after{{display:table}} .s{at}:hover{{display:block}}"));
        var lists = Repeated($"<ul>{Repeated("<li>x", 100)}</ul>", 30);
        var page = $"<style>{rules} .a .b{{display:none}}</style>{lists}<div class=a><p class=b>no";
        Assert.DoesNotContain("no", await Parsed.TextAsync(page, "a.html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_LongSelector_HidesNothing() => Assert.Equal("shown", await Parsed.TextAsync(
        $"<style>p:not({Repeated(".x", 120)}) {{display:none}}</style><p>shown</p>", "a.html"));

    /// <summary>The meanings of a term were copied for each that came.</summary>
    [Trait("Needs", "Time")]
    [Fact]
    public async Task Read_ManyMeaningsOfATerm_AreGathered() => Assert.EndsWith(
        "- x\n  - end", await Parsed.TextAsync($"<dl><dt>term{Repeated("<dd>x", 300_000)}<dd>end</dl>", "a.html"),
            StringComparison.Ordinal);

    /// <summary>Every cell looked for the one before it among all of the row.</summary>
    [Fact]
    public async Task Read_ManyCellsInARowWithinACell_AreKeptApart() => Assert.Contains(
        "x\tx\tend", await Parsed.TextAsync($"<table border=1><tr><td>a<td>b<tr><td>c<td><table><tr>{Repeated("<td>x", 100_000)}<td>end"
            + $"</table></table>", "a.html"),
        StringComparison.Ordinal);
}
