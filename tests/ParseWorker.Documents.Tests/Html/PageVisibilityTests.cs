namespace ParseWorker.Documents.Tests.Html;

public sealed class PageVisibilityTests
{
    [Theory]
    [InlineData("<p style='display:none'>no</p><p>shown</p>")]
    [InlineData("<p style='color:red; visibility: hidden'>no</p><p>shown</p>")]
    [InlineData("<style>.off { display: none }</style><p class=off>no</p><p>shown</p>")]
    [InlineData("<style>/* p{} */ #a, .b > span{display:none!important}</style><p id=a>no</p><p class=b>shown<span>no</span></p>")]
    [InlineData("<style>.tab{display:none} .tab.active{display:block}</style><p class=tab>no</p><p class='tab active'>shown</p>")]
    [InlineData("<style>.x{display:none}</style><p class=x style='display:block'>shown</p>")]
    [InlineData("<style>@media print { p { display: none } } @import 'a.css'; .off{display:none}</style><p>shown</p><p class=off>no</p>")]
    [InlineData("<style media=print>p{display:none}</style><p>shown</p>")]
    [InlineData("<style>p:has-newer(::selector){display:none}</style><p>shown</p>")]
    public async Task Read_PageWithStyles_ShowsWhatTheyShow(string html) => Assert.Equal("shown", await Parsed.TextAsync(html, "a.html"));

    [Theory]
    [InlineData("/*")]
    [InlineData("a")]
    [InlineData("a{")]
    [InlineData("}")]
    [InlineData("@")]
    [InlineData(".a{display:none}")]
    public async Task Read_HostileStyleSheet_TakesNoLongerThanOthers(string css)
    {
        var sheet = string.Concat(Enumerable.Repeat(css, 200_000));
        Assert.Equal("shown", await Parsed.TextAsync($"<style>{sheet}</style><p>shown</p>", "a.html"));
    }

    [Fact]
    public async Task Read_MenusWithinMenusByTheThousand_AreRead()
    {
        var html = string.Concat(Enumerable.Repeat("<div class=menu>", 5_000)) + "deep";
        Assert.Equal("deep", await Parsed.TextAsync("<!doctype html>" + html, "a.html"));
    }

    [Fact]
    public async Task Read_HiddenRowOfATable_IsLeftOut() => Assert.DoesNotContain(
        "no", await Parsed.TextAsync("<table><tr><th>a<th>b<tr style='display:none'><td>no<td>2<tr><td>1<td>2</table>", "a.html"),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("<style>body {display:none}</style><p>text</p>", "text")]
    [InlineData("<div style='display:none'><p>text</p></div>", "text")]
    [InlineData("<nav><p>menu</p></nav><div style='display:none'><p>text</p></div>", "menu")]
    [InlineData("<p style='display:none'>hidden</p><p>shown</p>", "shown")]
    [InlineData("<div hidden>own</div><p style='display:none'>text</p>", "text")]
    public async Task Read_PageHiddenAsAWhole_IsShownWhenThereIsNothingElse(string page, string expected) =>
        Assert.Equal(expected, await Parsed.TextAsync(page, "a.html"));
}
