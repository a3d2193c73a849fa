using ParseWorker.Core.Errors;
using ParseWorker.Documents.OpenXml;
using ParseWorker.Testing.Documents;

namespace ParseWorker.Documents.Tests.Hostile;

/// <summary>
/// One element, or one character, written over and over: a few hundred kilobytes of package that cost whoever reads them minutes, or all of
/// an engine's memory.
/// </summary>
[Trait("Needs", "Time")]
public sealed class RepeatedElementTests
{
    private const string Word = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    private const string Sheet = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    private const string Slide = "xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\" "
        + "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"";

    private const string Run = "<w:r><w:t>a</w:t></w:r>";
    private const string Shape = "<p:sp><p:nvSpPr/><p:spPr/><p:txBody><a:bodyPr/><a:p><a:r><a:t>a</a:t></a:r></a:p></p:txBody></p:sp>";

    public static TheoryData<string, string, string, string> Parts => new()
    {
        { "a.docx", $"<w:document {Word}><w:body>", $"<w:p>{Run}</w:p>", "</w:body></w:document>" },
        { "a.docx", $"<w:document {Word}><w:body>", "<w:p/>", "</w:body></w:document>" },
        { "a.docx", $"<w:document {Word}><w:body><w:p>", Run, "</w:p></w:body></w:document>" },
        { "a.docx", $"<w:document {Word}><w:body><w:tbl>", "<w:tr><w:tc><w:p/></w:tc></w:tr>", "</w:tbl></w:body></w:document>" },
        { "a.docx", $"<w:document {Word}><w:body><w:p>", "<w:unknown/>", "</w:p></w:body></w:document>" },
        { "a.docx", $"<w:styles {Word}>", "<w:style/>", "</w:styles>" },
        { "a.xlsx", $"<worksheet {Sheet}><sheetData>", "<row><c><v>1</v></c></row>", "</sheetData></worksheet>" },
        { "a.xlsx", $"<worksheet {Sheet}><sheetData><row>", "<c><v>1</v></c>", "</row></sheetData></worksheet>" },
        { "a.xlsx", $"<worksheet {Sheet}><sheetData>", "<row/>", "</sheetData></worksheet>" },
        { "a.xlsx", $"<sst {Sheet}>", "<si><t>a</t></si>", "</sst>" },
        { "a.xlsx", $"<comments {Sheet}><commentList>", "<comment/>", "</commentList></comments>" },
        { "a.pptx", $"<p:sld {Slide}><p:cSld><p:spTree>", Shape, "</p:spTree></p:cSld></p:sld>" },
        { "a.pptx", $"<p:presentation {Slide}><p:sldIdLst>", "<p:sldId id=\"256\"/>", "</p:sldIdLst></p:presentation>" },
    };

    /// <summary>Three million of them, in whichever part.</summary>
    [Theory, MemberData(nameof(Parts))]
    public async Task Read_OneElementThreeMillionTimes_IsRefusedByTheirNumber(string name, string before, string element, string after)
    {
        var package = SampleZip.With(Package(name), Part(before), SampleZip.Repeated(before, element, 3_000_000, after));

        var error = await Parsed.ErrorAsync(package, name);

        Assert.Equal(ParseErrorCodes.DocumentTooLarge, error.Code);
        Assert.Contains(" elements", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("word/document.xml", "<w:document w:a=\"", "a", "\"/>")]
    [InlineData("word/document.xml", "<w:document w:a=\"", " ", "\"/>")]
    [InlineData("word/document.xml", "<w:document ", " ", "/>")]
    [InlineData("word/styles.xml", "<!--", "a", "--><a/>")]
    public async Task Read_TagOfAHundredMegabytes_IsRefused(string part, string before, string repeated, string after)
    {
        var package = SampleZip.With(
            SampleDocx.WithParagraphs("text"), part, SampleZip.Repeated(before, repeated, 100_000_000, after));

        var error = await Parsed.ErrorAsync(package, "a.docx");

        Assert.Equal(ParseErrorCodes.DocumentTooLarge, error.Code);
        Assert.Contains("tag", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_AsManyElementsAsADocumentMayHave_AreRead()
    {
        const int Paragraphs = 300_000;
        var package = SampleZip.With(SampleDocx.WithParagraphs(""), "word/document.xml", SampleZip.Repeated(
            $"<w:document {Word}><w:body>", $"<w:p>{Run}</w:p>", Paragraphs, "</w:body></w:document>"));

        Assert.Equal(Paragraphs, Assert.Single(await Parsed.TextsAsync(package, "a.docx")).Split('a').Length - 1);
    }

    /// <summary>A sheet of numbers packs badly, and may have as many cells as it likes.</summary>
    [Fact]
    public async Task Read_MoreCellsThanAnyWorkbookMayHaveInALargePackage_AreRead()
    {
        const int Rows = 60_000;
        const int Columns = 10;
        var rows = string.Concat(Enumerable.Range(1, Rows).Select(row => SampleXlsx.Row(
            row, [.. Enumerable.Range(1, Columns).Select(column => (object)(row * column * 7919L % 1_000_003))])));

        var pages = await Parsed.PagesAsync(SampleXlsx.With(rows), "a.xlsx");

        Assert.True(Rows * Columns * 2 > PackageCheck.MostOfAnyWorkbook);
        Assert.True(pages.Count > 5);
    }

    private static byte[] Package(string name) => name switch
    {
        "a.docx" => SampleDocx.WithParagraphs("text"),
        "a.xlsx" => SampleXlsx.With(SampleXlsx.Row(1, "text")),
        _ => SamplePptx.With(Shape),
    };

    private static string Part(string root) => root.Split(' ')[0] switch
    {
        "<w:document" => "word/document.xml",
        "<w:styles" => "word/styles.xml",
        "<worksheet" => "xl/worksheets/sheet1.xml",
        "<sst" => "xl/sharedStrings.xml",
        "<comments" => "xl/comments1.xml",
        "<p:sld" => "ppt/slides/slide1.xml",
        _ => "ppt/presentation.xml",
    };
}
