using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using ParseWorker.Testing.Documents;

namespace ParseWorker.Documents.Tests.Docx;

public sealed class RunStyleTests
{
    private const string Spaces =
        "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "
        + "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

    private static string R(string text, string properties = "") =>
        $"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>";

    private static async Task<string> TextAsync(string body, Action<MainDocumentPart>? add = null) =>
        Assert.Single(await Parsed.TextsAsync(SampleDocx.Make(document =>
        {
            document.MainDocumentPart!.Document!.Body = new Body($"<w:body {Spaces}>{body}</w:body>");
            add?.Invoke(document.MainDocumentPart);
        }), "a.docx"));

    [Theory]
    [InlineData("<w:vertAlign w:val=\"superscript\"/>", "6", "x⁶ y")]
    [InlineData("<w:vertAlign w:val=\"subscript\"/>", "2", "x₂ y")]
    [InlineData("<w:position w:val=\"8\"/>", "6", "x⁶ y")]
    [InlineData("<w:position w:val=\"-8\"/>", "6", "x₆ y")]
    [InlineData("<w:position w:val=\"1\"/>", "6", "x6 y")]
    [InlineData("<w:vertAlign w:val=\"superscript\"/>", "Q", "x<sup>Q</sup> y")]
    [InlineData("<w:b/>", "bold", "x**bold** y")]
    [InlineData("<w:b w:val=\"0\"/>", "plain", "xplain y")]
    [InlineData("<w:i/>", "italic", "x*italic* y")]
    [InlineData("<w:strike/>", "old", "x~~old~~ y")]
    [InlineData("<w:rStyle w:val=\"Strong\"/>", "bold", "x**bold** y")]
    public async Task Read_RunWithProperties_IsMarked(string properties, string text, string expected) =>
        Assert.Equal(expected, await TextAsync($"<w:p>{R("x")}{R(text, properties)}{R(" y")}</w:p>", main =>
            main.AddNewPart<StyleDefinitionsPart>().Styles = new Styles(
                $"<w:styles {Spaces}><w:style w:type=\"character\" w:styleId=\"Strong\"><w:name w:val=\"Strong\"/><w:rPr><w:b/></w:rPr>"
                    + $"</w:style></w:styles>")));

    [Fact]
    public async Task Read_NumberWithAMarkOfANote_KeepsThemApart() =>
        Assert.Equal("1,250¹ million",
            await TextAsync($"<w:p>{R("1,250")}{R("1", "<w:vertAlign w:val=\"superscript\"/>")}{R(" million")}</w:p>"));

    [Fact]
    public async Task Read_BoldHeadingAndBoldCell_AreNotMarkedOnceMore()
    {
        var text = await TextAsync(
            $"<w:p><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr>{R("Title", "<w:b/>")}</w:p><w:tbl><w:tr><w:tc><w:p>{R("Name", "<w:b/>")}"
                + $"</w:p></w:tc>"
            + $"<w:tc><w:p>{R("some ")}{R("bold", "<w:b/>")}</w:p></w:tc></w:tr></w:tbl>");
        Assert.Equal("# Title\n\n<table>\n<tbody>\n<tr><td>Name</td><td>some <b>bold</b></td></tr>\n</tbody>\n</table>", text);
    }

    [Fact]
    public async Task Read_LinkByRelationship_IsALink() => Assert.Equal("see [the page](https://example.com/a)", await TextAsync(
        $"<w:p>{R("see ")}<w:hyperlink r:id=\"rId77\">{R("the page")}</w:hyperlink></w:p>",
        main => main.AddHyperlinkRelationship(new Uri("https://example.com/a"), isExternal: true, "rId77")));

    [Theory]
    [InlineData("<w:fldSimple w:instr=' HYPERLINK \"https://example.com/a\" '>{0}</w:fldSimple>")]
    [InlineData("<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> HYPERLINK \"https://example.com/a\" </w:instrText>"
        + "</w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{0}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>")]
    public async Task Read_LinkByField_IsALink(string field) => Assert.Equal(
        "see [the page](https://example.com/a) now",
        await TextAsync($"<w:p>{R("see ")}{field.Replace("{0}", R("the page"), StringComparison.Ordinal)}{R(" now")}</w:p>"));

    [Fact]
    public async Task Read_LinkWithinTheDocument_IsText() =>
        Assert.Equal("Chapter", await TextAsync($"<w:p><w:hyperlink w:anchor=\"_Toc1\">{R("Chapter")}</w:hyperlink></w:p>"));

    [Theory]
    [InlineData("Symbol", "F0B3", "≥")]
    [InlineData("Symbol", "F06D", "μ")]
    [InlineData("Wingdings", "F0FE", "☑")]
    [InlineData("Wingdings", "F0A8", "☐")]
    [InlineData("Wingdings", "F0FC", "✓")]
    [InlineData("Wingdings 2", "F052", "☑")]
    [InlineData("Wingdings 2", "F0A3", "☐")]
    [InlineData("MS Gothic", "2612", "☒")]
    [InlineData("Strange", "F041", "•")]
    public async Task Read_SymbolOfAFont_IsWhatTheFontDraws(string font, string code, string expected) =>
        Assert.Equal(expected, await TextAsync($"<w:p><w:r><w:sym w:font=\"{font}\" w:char=\"{code}\"/></w:r></w:p>"));

    [Fact]
    public async Task Read_PrivateUseTextInASymbolFont_IsWhatTheFontDraws() => Assert.Equal(
        "Temp ≥ 5", await TextAsync($"<w:p>{R("Temp ")}{R("\uF0B3", "<w:rFonts w:ascii=\"Symbol\"/>")}{R(" 5")}</w:p>"));
}
