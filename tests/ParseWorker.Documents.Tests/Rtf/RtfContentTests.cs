using System.Text;

namespace ParseWorker.Documents.Tests.Rtf;

public sealed class RtfContentTests
{
    private static async Task<string> TextAsync(string inside) =>
        Assert.Single(await Parsed.TextsAsync(Encoding.Latin1.GetBytes($@"{{\rtf1\ansi\ansicpg1252 {inside}}}"), "a.rtf"));

    [Theory]
    [InlineData(@"10{\super 6} cells, H{\sub 2}O, 1,250{\up6 1}\par", "10⁶ cells, H₂O, 1,250¹")]
    [InlineData(@"a\super 2\nosupersub  b\par", "a² b")]
    [InlineData(@"a {\b bold\b0  and} {\i italic} {\strike old}\par", "a **bold** and *italic* ~~old~~")]
    [InlineData(@"{\b bold \plain plain}\par", "**bold** plain")]
    [InlineData(@"see {\field{\*\fldinst{HYPERLINK ""https://example.com/a""}}{\fldrslt{\ul the page}}} now",
        "see [the page](https://example.com/a) now")]
    [InlineData(@"see {\field{\*\fldinst HYPERLINK \\l ""mark""}{\fldrslt below}}", "see below")]
    public async Task Read_StyledText_IsMarked(string rtf, string expected) => Assert.Equal(expected, await TextAsync(rtf));

    [Fact]
    public async Task Read_FirstListText_ComesBeforeThePropertiesOfItsParagraph() =>
        Assert.Equal("1. First\n2. Second\n   - a. Sub", await TextAsync(
            @"{\listtext\pard\plain 1.\tab}\pard\ls1 First\par {\listtext\pard\plain 2.\tab}Second\par "
            + @"{\listtext\pard\plain a.\tab}\pard\ilvl1\ls1 Sub\par"));

    [Fact]
    public async Task Read_Footnotes_StandAfterTheText() =>
        Assert.Equal("Sales rose[^1] in 2023.[^2]\n\nNext.\n\n[^1]: Excluding Norway.\n\n[^2]: Estimated.", await TextAsync(
            @"Sales rose{\super\chftn{\footnote\pard\plain{\super\chftn} Excluding Norway.}} in 2023.{\super\chftn{\footnote\ftnalt "
                + @"Estimated.}}\par Next.\par"));

    [Fact]
    public async Task Read_Comment_StandsAfterTheText() => Assert.Equal("Text here.\n\nComment (Ann): Too long", await TextAsync(
        @"Text{\*\atnid A}{\*\atnauthor Ann}\chatn{\*\annotation{\*\atndate 1}\pard\plain Too long} here.\par"));

    [Theory]
    [InlineData(@"{\loch\f0\i0\b0\*\cs7\cf0 The quick fox} jumps.\par", "The quick fox jumps.")]
    [InlineData(@"{\*\cs7 The quick fox} jumps.\par", "The quick fox jumps.")]
    [InlineData(@"{\*\unknown not shown} jumps.\par", "jumps.")]
    public async Task Read_Asterisk_CountsAtAGroupsStartForDestinations(string rtf, string expected) =>
        Assert.Equal(expected, await TextAsync(rtf));

    [Theory]
    [InlineData(@"\fftype1\ffres25\ffdefres1", "[x]")]
    [InlineData(@"\fftype1\ffres0\ffdefres1", "[ ]")]
    [InlineData(@"\fftype2\ffres1{\*\ffl Single}{\*\ffl Married}", "Married")]
    public async Task Read_FormField_ShowsItsValue(string data, string value) =>
        Assert.Equal($"Value: {value}.",
            await TextAsync(@"Value: {\field{\*\fldinst FORM {\*\formfield{" + data + @"}}}{\fldrslt }}.\par"));

    [Theory]
    [InlineData("Symbol", @"\'b3", "≥")]
    [InlineData("Wingdings", @"\'fe", "☑")]
    [InlineData("Wingdings", @"\u-3928?", "☐")]
    [InlineData("Arial", @"\'b3", "³")]
    public async Task Read_SymbolFont_IsWhatTheFontDraws(string font, string code, string expected) =>
        Assert.Equal($"x {expected} y",
            await TextAsync(@"{\fonttbl{\f0\fcharset0 Times;}{\f1\fnil\fcharset2 " + font + @";}}\f0 x {\f1 " + code + @"} y\par"));
}
