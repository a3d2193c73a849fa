using System.Text;
using ParseWorker.Core.Errors;
using ParseWorker.Core.Parses;

namespace ParseWorker.Documents.Tests.Rtf;

public sealed class RtfEngineTests
{
    private static async Task<string> TextAsync(string inside, TableFormat format = TableFormat.Html) =>
        Assert.Single(await Parsed.TextsAsync(Encoding.Latin1.GetBytes($@"{{\rtf1\ansi\ansicpg1252 {inside}}}"), "a.rtf", format));

    [Theory]
    [InlineData(@"one\par two\line three\par", "one\n\ntwo\nthree")]
    [InlineData("a\\'e4\\u8364?b\\~c\\emdash d\\{\\}\\\\", "aä€b c—d{}\\")]
    [InlineData(@"{\uc2\u1055\'cf\'cf}x", "Пx")]
    [InlineData(@"{\b bold} and {\i italic}", "**bold** and *italic*")]
    [InlineData(@"{\fonttbl{\f0 Times;}{\f1\fcharset204 Arial;}{\f2\fcharset128 MS;}}{\f1\'cf\'f0}{\f2\'93\'fa}", "Пр日")]
    [InlineData(@"{\info{\title no}}{\*\generator no}{\pict ffd8}text{\v hidden}{\deleted gone}", "text")]
    [InlineData(@"{\field{\*\fldinst HYPERLINK x}{\fldrslt link}}", "[link](x)")]
    [InlineData(@"{\shp{\*\shpinst\shpleft1{\sp{\sn a}{\sv b}}{\shptxt boxed\par}}}", "boxed")]
    [InlineData(@"\bin5 }}}}}text", "text")]
    public async Task Read_Text_IsWhatIsShown(string rtf, string expected) => Assert.Equal(expected, await TextAsync(rtf));

    [Fact]
    public async Task Read_OutlineLevelOrStyle_MakesHeadings() =>
        Assert.Equal(
            "# by outline\n\n## by style\n\ntext",
            await TextAsync(
                @"{\stylesheet{\s0 Normal;}{\s2\b heading 2;}}\pard\outlinelevel0 by outline\par\pard\s2 by style\par\pard text\par"));

    [Fact]
    public async Task Read_ListTexts_AreLists() =>
        Assert.Equal("1. a\n   - b\n2. c", await TextAsync(
            @"\pard{\listtext\f0 1.\tab}a\par\pard\ilvl1{\listtext\'b7\tab}b\par\pard{\listtext 2.\tab}c\par"));

    [Fact]
    public async Task Read_Table_KeepsSpansAndHeader() =>
        Assert.Equal(
            "<table>\n<thead>\n<tr><th colspan=\"2\">head</th></tr>\n</thead>\n<tbody>\n<tr><td rowspan=\"2\">tall</td><td>1</td></tr>\n"
                + "<tr><td>2<br>3</td></tr>\n</tbody>\n</table>\n\nafter",
            await TextAsync(
                @"\trowd\trhdr\clmgf\cellx1\clmrg\cellx2\pard\intbl head\cell\cell\row"
                + @"\trowd\clvmgf\cellx1\cellx2\pard\intbl tall\cell 1\cell\row"
                + @"\trowd\clvmrg\cellx1\cellx2\pard\intbl\cell 2\par 3\cell\row\pard after\par"));

    [Fact]
    public async Task Read_HeadersAndFooters_ComeOnceAroundTheText() =>
        Assert.Equal("# Company\n\none\n\ntwo\n\nthree\n\nPage 1", await TextAsync(
            @"{\header\pard\outlinelevel0 Company\par}{\footer Page {\field{\*\fldinst PAGE}{\fldrslt 1}}\par}{\footerf 7\par}one\par "
                + @"two\sect"
            + @"{\headerl\pard\outlinelevel0 Company\par}{\footerr Page 1\par}three\par"));

    [Fact]
    public async Task Read_HeaderWithinATable_LeavesTheTableWhole() =>
        Assert.Equal("Company\n\n| a | b |\n| --- | --- |\n| 1 | 2 |", await TextAsync(
            @"\trowd\trhdr\cellx1\cellx2\pard\intbl a\cell{\header\pard Company\par} b\cell\row\trowd\cellx1\cellx2\pard\intbl 1\cell "
                + @"2\cell\row", TableFormat.Markdown));

    [Fact]
    public async Task Read_TableWithinACell_KeepsRowsAndColumnsApart() =>
        Assert.Contains("<td>1\t2<br>3\t4<br>below</td><td>right</td>", await TextAsync(
            @"\trowd\cellx1\cellx2\pard\intbl\itap2 1\nestcell 2\nestcell{\*\nesttableprops\trowd\cellx1\cellx2\nestrow}"
            + @"\pard\intbl\itap2 3\nestcell 4\nestcell{\*\nesttableprops\trowd\cellx1\cellx2\nestrow}\pard\intbl below\cell "
            + @"right\cell\row"), StringComparison.Ordinal);

    [Fact]
    public async Task Read_GroupsNestedByTheThousand_AreRead() =>
        Assert.Equal("deep", await TextAsync(new string('{', 9_000) + "deep" + new string('}', 9_000)));

    [Fact]
    public async Task Read_GroupsNestedByTheMillion_AreRefused() =>
        Assert.Equal(
            ParseErrorCodes.DocumentTooLarge,
            (await Parsed.ErrorAsync(Encoding.ASCII.GetBytes(@"{\rtf1" + new string('{', 1_000_000)), "a.rtf")).Code);

    [Theory]
    [InlineData(@"{\rtf1}")]
    [InlineData(@"{\rtf1\pict ffd8}}}}}")]
    public async Task Read_NothingToSee_IsEmpty(string rtf) =>
        Assert.Equal(ParseErrorCodes.DocumentEmpty, (await Parsed.ErrorAsync(Encoding.ASCII.GetBytes(rtf), "a.rtf")).Code);

    [Fact]
    public async Task Read_AnyDamage_IsReadOrRefused()
    {
        var whole = Encoding.ASCII.GetBytes(
            @"{\rtf1\ansicpg1252{\fonttbl{\f1\fcharset204 A;}}\trowd\clvmgf\cellx1\intbl a\cell\row\pard{\listtext 1.}b\par\u8364?\bin3 "
                + @"abc\'e4}");
        var random = new Random(1);
        for (var round = 0; round < 500; round++)
        {
            var damaged = whole.ToArray();
            for (var hit = 0; hit < 4; hit++) damaged[random.Next(6, damaged.Length)] = (byte)random.Next(256);
            var failure = await Record.ExceptionAsync(() => Parsed.TextsAsync(damaged, "a.rtf"));
            Assert.True(failure is null or DocumentException { Error.Code: not ParseErrorCodes.DocumentCorrupt }, failure?.ToString());
        }
    }

    [Fact]
    public async Task Open_TokenFired_Stops()
    {
        using var document = new CancellingStream(Encoding.ASCII.GetBytes(@"{\rtf1 text\par}"), after: 1);
        Assert.Equal(0, await Parsed.PagesBeforeCancelAsync(document, "a.rtf"));
    }
}
