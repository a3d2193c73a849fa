using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using ParseWorker.Core.Errors;
using ParseWorker.Documents.Docx.Runs;
using ParseWorker.Testing.Documents;

namespace ParseWorker.Documents.Tests.Hostile;

/// <summary>DOCX files whose size says nothing of the work they ask for.</summary>
public sealed class HostileDocxTests
{
    private const string Spaces =
        "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "
        + "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

    private const string DrawingSpace = "xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\"";

    private static string R(string text) => $"<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>";

    private static byte[] Docx(string body, Action<MainDocumentPart>? add = null) => SampleDocx.Make(document =>
    {
        document.MainDocumentPart!.Document!.Body = new Body($"<w:body {Spaces}>{body}</w:body>");
        add?.Invoke(document.MainDocumentPart);
    });

    private static byte[] Around(byte[] chunk, int times, string type) => Docx(
        string.Concat(Enumerable.Repeat("<w:altChunk r:id=\"rId5\"/>", times)),
        main => main.AddAlternativeFormatImportPart(type, "rId5").FeedData(new MemoryStream(chunk)));

    /// <summary>Four times a hundred references: a hundred million documents.</summary>
    [Fact]
    public async Task Read_DocumentsThatReferToOthersAHundredTimes_AreRefused()
    {
        var docx = SampleDocx.WithParagraphs("innermost");
        for (var depth = 0; depth < 4; depth++)
            docx = Around(docx, 100, "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml");
        Assert.Equal(ParseErrorCodes.DocumentTooLarge, (await Parsed.ErrorAsync(docx, "a.docx")).Code);
    }

    [Fact]
    public async Task Read_OneLargeDocumentReferredToAHundredTimes_IsRefused()
    {
        var page = Encoding.UTF8.GetBytes("<p>text</p><!--" + new string('x', 2_000_000) + "-->");
        Assert.Equal(ParseErrorCodes.DocumentTooLarge, (await Parsed.ErrorAsync(Around(page, 100, "text/html"), "a.docx")).Code);
    }

    [Fact]
    public async Task Read_HundredsOfSmallDocuments_AreRead() => Assert.Equal(
        300, Assert.Single(await Parsed.TextsAsync(Around("<p>text</p>"u8.ToArray(), 300, "text/html"),
            "a.docx")).Split("text").Length - 1);

    /// <summary>Each tag was read anew with all that stood in it: four hundred times two megabytes.</summary>
    [Trait("Needs", "Time")]
    [Fact]
    public async Task Read_TagsWithinEachOther_AreReadOnce()
    {
        var open = string.Concat(Enumerable.Repeat("<w:smartTag w:element=\"a\"><w:smartTagPr><w:attr w:name=\"a\" w:val=\"no\"/>"
            + "</w:smartTagPr>", 400));
        var words = string.Concat(Enumerable.Range(0, 40_000).Select(at => R($"{at} ")));
        var text = Assert.Single(await Parsed.TextsAsync(
            Docx($"<w:p>{open}{words}{string.Concat(Enumerable.Repeat("</w:smartTag>", 400))}</w:p>"), "a.docx"));
        Assert.StartsWith("0 1 2 3 ", text, StringComparison.Ordinal);
        Assert.EndsWith(" 39999", text, StringComparison.Ordinal);
    }

    /// <summary>
    /// Each run looked for its paragraph's properties among all runs, and each name of a drawing for an image among all names.
    /// </summary>
    [Trait("Needs", "Time")]
    [Fact]
    public async Task Read_ParagraphOfManyRunsAndOfADrawingWithManyNames_AsksOnceForWhatIsCommon()
    {
        var names = string.Concat(Enumerable.Range(0, 100_000).Select(at => $"<wp:docPr id=\"{at}\" name=\"n\"/>"));
        var words = string.Concat(Enumerable.Range(0, 300_000).Select(at => R($"{at} ")));
        var text = Assert.Single(await Parsed.TextsAsync(
            Docx($"<w:p><w:r><w:drawing><wp:inline {DrawingSpace}>{names}</wp:inline></w:drawing></w:r>{words}</w:p>"), "a.docx"));
        Assert.StartsWith("0 1 2 3 ", text, StringComparison.Ordinal);
        Assert.EndsWith(" 299999", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_TagsAroundLinksAroundTags_KeepTheirWordsAndStyle()
    {
        var text = Assert.Single(await Parsed.TextsAsync(
            Docx($"<w:p>{R("a ")}<w:smartTag w:element=\"x\"><w:r><w:rPr><w:b/></w:rPr><w:t>b</w:t></w:r><w:hyperlink r:id=\"rId7\">"
                + $"<w:customXml w:element=\"y\">{R("c&amp;")}</w:customXml></w:hyperlink></w:smartTag>{R(" d")}</w:p>",
            main => main.AddHyperlinkRelationship(new Uri("https://example.com/"), true, "rId7")), "a.docx"));
        Assert.Equal("a **b**[c&](https://example.com/) d", text);
    }

    /// <summary>Every link was looked for among all relationships.</summary>
    [Trait("Needs", "Time")]
    [Fact]
    public async Task Read_ManyLinksOfManyAddresses_AreLookedUp()
    {
        const int Links = 60_000;
        const string Type = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink";
        var docx = Docx(string.Concat(Enumerable.Range(0, Links).Select(at => $"<w:p><w:hyperlink r:id=\"l{at}\">{R("x")}</w:hyperlink>"
            + $"</w:p>")));
        docx = SampleZip.With(docx, "word/_rels/document.xml.rels", stream => stream.Write(Encoding.UTF8.GetBytes(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
            + string.Concat(Enumerable.Range(0, Links).Select(at => $"<Relationship Id=\"l{at}\" Type=\"{Type}\" "
                + $"Target=\"https://example.com/{at}\" TargetMode=\"External\"/>"))
            + "</Relationships>")));
        var text = Assert.Single(await Parsed.TextsAsync(docx, "a.docx"));
        Assert.EndsWith("[x](https://example.com/59999)", text, StringComparison.Ordinal);
    }

    /// <summary>Every text asked all the fields around it where it leads.</summary>
    [Fact]
    public void Link_ManyFieldsThatNeverEnd_IsThatOfTheInnermostThatHasOne()
    {
        const int Fields = 300_000;
        var fields = new DocxFields();
        fields.Read(new FieldChar { FieldCharType = FieldCharValues.Begin });
        fields.AddInstruction("HYPERLINK \"https://example.com/\"");
        fields.Read(new FieldChar { FieldCharType = FieldCharValues.Separate });
        for (var field = 0; field < Fields; field++) fields.Read(new FieldChar { FieldCharType = FieldCharValues.Begin });
        Assert.All(Enumerable.Range(0, Fields), _ => Assert.Equal("https://example.com/", fields.Link));
    }
}
