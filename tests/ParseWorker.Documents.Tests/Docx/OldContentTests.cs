using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using ParseWorker.Testing.Documents;

namespace ParseWorker.Documents.Tests.Docx;

/// <summary>What documents hold that Word itself no longer writes, and what stands elsewhere than in runs.</summary>
public sealed class OldContentTests
{
    private const string Spaces =
        "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "
        + "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

    private static string R(string text) => $"<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>";

    private static string Field(string data) =>
        $"<w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData>{data}</w:ffData></w:fldChar></w:r><w:r><w:instrText> FORM </w:instrText></w:r>"
        + "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";

    private static async Task<string> TextAsync(string body, Action<MainDocumentPart>? add = null) =>
        Assert.Single(await Parsed.TextsAsync(SampleDocx.Make(document =>
        {
            document.MainDocumentPart!.Document!.Body = new Body($"<w:body {Spaces}>{body}</w:body>");
            add?.Invoke(document.MainDocumentPart);
        }), "a.docx"));

    private static Task<string> ChunkAsync(string contentType, string content) => TextAsync(
        $"<w:p>{R("before")}</w:p><w:altChunk r:id=\"rId5\"/><w:p>{R("after")}</w:p>",
        main => main.AddAlternativeFormatImportPart(contentType, "rId5").FeedData(new MemoryStream(Encoding.UTF8.GetBytes(content))));

    [Fact]
    public async Task Read_SmartTags_LeaveTheirWords() => Assert.Equal("Delivery to Leeds on 12 March.", await TextAsync(
        $"<w:p>{R("Delivery to ")}<w:smartTag w:element=\"place\"><w:smartTagPr><w:attr w:name=\"a\" w:val=\"no\"/></w:smartTagPr>"
        + $"<w:smartTag w:element=\"City\">{R("Leeds")}</w:smartTag></w:smartTag>{R(" on ")}<w:smartTag w:element=\"date\">{R("12 March")}"
        + $"</w:smartTag>{R(".")}</w:p>"));

    [Fact]
    public async Task Read_DropCap_JoinsItsParagraph() => Assert.Equal("The company\n\nNext", await TextAsync(
        $"<w:p><w:pPr><w:framePr w:dropCap=\"drop\" w:lines=\"3\"/></w:pPr>{R("T")}</w:p><w:p>{R("he company")}</w:p><w:p>{R("Next")}"
            + $"</w:p>"));

    [Fact]
    public async Task Read_PositionalTab_KeepsTextApart() =>
        Assert.Equal("left\tright",
            await TextAsync($"<w:p>{R("left")}<w:r><w:ptab w:relativeTo=\"margin\" w:alignment=\"right\" w:leader=\"none\"/></w:r>"
                + $"{R("right")}</w:p>"));

    [Fact]
    public async Task Read_OldImage_IsToldToBeThere() => Assert.Equal("a[Figure]", await TextAsync(
        $"<w:p>{R("a")}<w:r><w:pict><v:shape xmlns:v=\"urn:schemas-microsoft-com:vml\"><v:imagedata r:id=\"rId9\"/></v:shape></w:pict>"
            + $"</w:r></w:p>"));

    [Theory]
    [InlineData("<w:checkBox><w:default w:val=\"0\"/><w:checked/></w:checkBox>", "[x]")]
    [InlineData("<w:checkBox><w:default w:val=\"1\"/><w:checked w:val=\"0\"/></w:checkBox>", "[ ]")]
    [InlineData("<w:checkBox><w:default w:val=\"1\"/></w:checkBox>", "[x]")]
    [InlineData("<w:ddList><w:result w:val=\"1\"/><w:listEntry w:val=\"Single\"/><w:listEntry w:val=\"Married\"/></w:ddList>", "Married")]
    [InlineData("<w:ddList><w:listEntry w:val=\"Single\"/><w:listEntry w:val=\"Married\"/></w:ddList>", "Single")]
    [InlineData("<w:textInput/>", "")]
    public async Task Read_OldFormField_ShowsItsValue(string data, string value) =>
        Assert.Equal($"Value: {value}.", await TextAsync($"<w:p>{R("Value: ")}{Field(data)}{R(".")}</w:p>"));

    [Theory]
    [InlineData("", "Name: Ann")]
    [InlineData("<w:showingPlcHdr/>", "Name:")]
    [InlineData("<w:showingPlcHdr w:val=\"0\"/>", "Name: Ann")]
    public async Task Read_ContentControl_ShowsItsValueButNoPlaceholder(string properties, string expected) =>
        Assert.Equal(expected, await TextAsync(
        $"<w:p>{R("Name: ")}<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{R("Ann")}</w:sdtContent></w:sdt></w:p>"));

    [Theory]
    [InlineData("text/html", "<html><body><p>within <b>bold</b></p><ul><li>a</ul></body></html>", "within **bold**\n\n- a")]
    [InlineData("application/xhtml+xml", "<html xmlns=\"http://www.w3.org/1999/xhtml\"><body><p>within</p></body></html>", "within")]
    [InlineData("text/plain", "within", "within")]
    [InlineData("application/rtf", "{\\rtf1 within\\par}", "within")]
    [InlineData("message/rfc822", "From: a\nSubject: no\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n<p>within</p>",
        "within")]
    [InlineData("application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", "PK\u0003\u0004 broken",
        "[An embedded document that cannot be read]")]
    public async Task Read_ChunkOfAnotherFormat_StandsInItsPlace(string contentType, string content, string expected) =>
        Assert.Equal($"before\n\n{expected}\n\nafter", await ChunkAsync(contentType, content));

    [Fact]
    public async Task Read_ChunkOfAnotherDocument_StandsInItsPlace() => Assert.Equal("before\n\nwithin\n\nafter", await TextAsync(
        $"<w:p>{R("before")}</w:p><w:altChunk r:id=\"rId5\"/><w:p>{R("after")}</w:p>",
        main => main.AddAlternativeFormatImportPart(AlternativeFormatImportPartType.WordprocessingML, "rId5")
            .FeedData(new MemoryStream(SampleDocx.WithParagraphs("within")))));

    [Fact]
    public async Task Read_ChunkThatIsMissing_IsLeftOut() =>
        Assert.Equal("before", await TextAsync($"<w:p>{R("before")}</w:p><w:altChunk r:id=\"rId404\"/>"));

    [Theory]
    [InlineData("")]
    [InlineData("no header\u0001 at all")]
    public async Task Read_DamagedPageWithinTheText_CostsNoMoreThanThePage(string content) => Assert.Equal(
        "before\n\n[An embedded document that cannot be read]\n\nafter", await ChunkAsync("message/rfc822", content));
}
