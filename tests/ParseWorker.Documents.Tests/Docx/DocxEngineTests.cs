using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using ParseWorker.Core.Errors;
using ParseWorker.Testing.Documents;

namespace ParseWorker.Documents.Tests.Docx;

public sealed class DocxEngineTests
{
    private static Task<string> TextAsync(params OpenXmlElement[] body) => TextAsync(SampleDocx.With(body));

    private static async Task<string> TextAsync(byte[] docx) => Assert.Single(await Parsed.TextsAsync(docx, "a.docx"));

    private static Run Run(string text) =>
        new(new DocumentFormat.OpenXml.Wordprocessing.Text(text) { Space = SpaceProcessingModeValues.Preserve });

    private static Paragraph Paragraph(params OpenXmlElement[] content) => new(content);

    [Fact]
    public async Task Read_Paragraphs_AreApart() =>
        Assert.Equal("one\n\ntwo", await TextAsync(SampleDocx.WithParagraphs("one", "", "two")));

    [Fact]
    public async Task Read_LineBreaksTabsAndHyphens_AreKept() =>
        Assert.Equal("a\nb\tc-d", await TextAsync(Paragraph(
            Run("a"), new Run(new Break()), Run("b"), new Run(new TabChar()), Run("c"), new Run(new NoBreakHyphen()), Run("d"))));

    [Fact]
    public async Task Read_TrackedChanges_CountAsAccepted() =>
        Assert.Equal("kept new", await TextAsync(Paragraph(
            Run("kept "),
            new DeletedRun(new Run(new DeletedText("old"))),
            new InsertedRun(Run("new")),
            new MoveFromRun(Run("moved away")))));

    [Fact]
    public async Task Read_DeletedParagraphMark_JoinsTheNext() =>
        Assert.Equal("one two", await TextAsync(
            new Paragraph(new ParagraphProperties(new ParagraphMarkRunProperties(new Deleted())), Run("one ")),
            Paragraph(Run("two"))));

    [Fact]
    public async Task Read_HyperlinksAndFields_GiveTheirText() =>
        Assert.Equal("see page 7", await TextAsync(Paragraph(
            new Hyperlink(Run("see ")),
            Run("page "),
            new Run(new FieldChar { FieldCharType = FieldCharValues.Begin }),
            new Run(new FieldCode(" PAGE ")),
            new Run(new FieldChar { FieldCharType = FieldCharValues.Separate }),
            Run("7"),
            new Run(new FieldChar { FieldCharType = FieldCharValues.End }))));

    [Fact]
    public async Task Read_OutlineLevelOrStyle_MakesHeadings()
    {
        var docx = SampleDocx.Make(document =>
        {
            var styles = document.MainDocumentPart!.AddNewPart<StyleDefinitionsPart>();
            styles.Styles = new Styles(
                new Style(new StyleName { Val = "heading 2" }) { Type = StyleValues.Paragraph, StyleId = "H2" },
                new Style(new StyleName { Val = "Mine" }, new BasedOn { Val = "H2" }) { Type = StyleValues.Paragraph, StyleId = "Mine" },
                new Style(new StyleName { Val = "Outlined" }, new StyleParagraphProperties(new OutlineLevel { Val = 3 }))
                {
                    Type = StyleValues.Paragraph,
                    StyleId = "O",
                });
            document.MainDocumentPart.Document!.Body!.Append(
                Styled("H2", "by style"), Styled("Mine", "by its base"), Styled("O", "by outline"),
                new Paragraph(new ParagraphProperties(new OutlineLevel { Val = 0 }), Run("by itself")),
                Paragraph(Run("text")));
        });
        Assert.Equal("## by style\n\n## by its base\n\n#### by outline\n\n# by itself\n\ntext", await TextAsync(docx));
    }

    [Fact]
    public async Task Read_NumberedParagraphs_AreNestedLists()
    {
        var docx = SampleDocx.Make(document =>
        {
            document.MainDocumentPart!.AddNewPart<NumberingDefinitionsPart>().Numbering = new Numbering(
                new AbstractNum(Level(0, NumberFormatValues.Decimal, "%1.", start: 2), Level(1, NumberFormatValues.LowerLetter, "%2)"),
                    Level(2, NumberFormatValues.Bullet, "·"))
                {
                    AbstractNumberId = 1,
                },
                new NumberingInstance(new AbstractNumId { Val = 1 }) { NumberID = 5 });
            document.MainDocumentPart.Document!.Body!.Append(
                Numbered(0, "first"), Numbered(1, "below"), Numbered(1, "below too"), Numbered(2, "deep"), Numbered(0, "second"),
                Numbered(1, "again"));
        });
        Assert.Equal("2. first\n   - a) below\n   - b) below too\n     - deep\n3. second\n   - a) again", await TextAsync(docx));
    }

    [Fact]
    public async Task Read_Table_KeepsSpansAndHeader() =>
        Assert.Equal(
            "<table>\n<thead>\n<tr><th colspan=\"2\">head</th></tr>\n</thead>\n<tbody>\n<tr><td rowspan=\"2\">tall</td><td>1</td></tr>\n"
                + "<tr><td>2<br>3</td></tr>\n</tbody>\n</table>",
            await TextAsync(new Table(
                new TableRow(new TableRowProperties(new TableHeader()), Cell("head", new GridSpan { Val = 2 })),
                new TableRow(Cell("tall", new VerticalMerge { Val = MergedCellValues.Restart }), Cell("1")),
                new TableRow(Cell("", new VerticalMerge()), new TableCell(Paragraph(Run("2")), Paragraph(Run("3")))))));

    [Fact]
    public async Task Read_ContentControls_AreTransparent() =>
        Assert.Equal("inside", await TextAsync(new SdtBlock(new SdtContentBlock(Paragraph(new SdtRun(new SdtContentRun(Run("inside"))))))));

    [Fact]
    public async Task Read_Footnote_FollowsTheText()
    {
        var docx = SampleDocx.Make(document =>
        {
            document.MainDocumentPart!.AddNewPart<FootnotesPart>().Footnotes = new Footnotes(
                new Footnote(Paragraph(Run("the note"))) { Id = 9 });
            document.MainDocumentPart.Document!.Body!.Append(Paragraph(Run("text"), new Run(new FootnoteReference { Id = 9 })),
                Paragraph(Run("more")));
        });
        Assert.Equal("text[^1]\n\nmore\n\n[^1]: the note", await TextAsync(docx));
    }

    private static readonly string[] Headers = ["Company", "Company", "7", "First page"];

    [Fact]
    public async Task Read_HeadersAndFooters_ComeOnceAroundTheText()
    {
        var docx = SampleDocx.Make(document =>
        {
            var main = document.MainDocumentPart!;
            foreach (var text in Headers) main.AddNewPart<HeaderPart>().Header = new Header(Paragraph(Run(text)));
            main.AddNewPart<FooterPart>().Footer = new Footer(Paragraph(Run("Confidential")));
            main.Document!.Body!.Append(Paragraph(Run("text")));
        });
        Assert.Equal("Company\n\nFirst page\n\ntext\n\nConfidential", await TextAsync(docx));
    }

    [Fact]
    public async Task Read_TextSaidTwiceForOldPrograms_CountsOnce() =>
        Assert.Equal("new", await TextAsync(new AlternateContent(
            new AlternateContentChoice(Paragraph(Run("new"))) { Requires = "w" },
            new AlternateContentFallback(Paragraph(Run("old"))))));

    [Fact]
    public async Task Read_Comment_ComesAfterTheText() =>
        Assert.Equal("text\n\nComment (Ann): remark", await TextAsync(SampleDocx.Make(document =>
        {
            document.MainDocumentPart!.AddNewPart<WordprocessingCommentsPart>().Comments = new Comments(
                new Comment(Paragraph(Run("remark"))) { Id = "1", Author = "Ann" });
            document.MainDocumentPart.Document!.Body!.Append(
                Paragraph(new CommentRangeStart { Id = "1" }, Run("text"), new Run(new CommentReference { Id = "1" })));
        })));

    [Fact]
    public async Task Read_Chart_FollowsItsParagraph()
    {
        var docx = SampleDocx.Make(document =>
        {
            var chart = document.MainDocumentPart!.AddNewPart<ChartPart>("rIdC");
            using var content = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(SampleCharts.Part(SampleCharts.Bars())));
            chart.FeedData(content);
            var reference = new DocumentFormat.OpenXml.Drawing.Charts.ChartReference { Id = "rIdC" };
            var drawing = new Drawing(new DocumentFormat.OpenXml.Drawing.Wordprocessing.Inline(
                new DocumentFormat.OpenXml.Drawing.Graphic(new DocumentFormat.OpenXml.Drawing.GraphicData(reference))));
            document.MainDocumentPart.Document!.Body!.Append(Paragraph(Run("before"), new Run(drawing)), Paragraph(Run("after")));
        });
        Assert.Matches(@"^before\n\nSales\n\n\[Figure: Bar chart\]\n\n<table>[\s\S]*50.0%[\s\S]*</table>\n\nafter$", await TextAsync(docx));
    }

    [Fact]
    public async Task Read_StylesAndNumberingInCircles_StillGiveTheText()
    {
        var docx = SampleDocx.Make(document =>
        {
            document.MainDocumentPart!.AddNewPart<StyleDefinitionsPart>().Styles = new Styles(
                new Style(new StyleName { Val = "a" }, new BasedOn { Val = "B" }) { Type = StyleValues.Paragraph, StyleId = "A" },
                new Style(new StyleName { Val = "b" }, new BasedOn { Val = "A" }) { Type = StyleValues.Paragraph, StyleId = "B" });
            document.MainDocumentPart.AddNewPart<NumberingDefinitionsPart>().Numbering = new Numbering(
                new AbstractNum(new NumberingStyleLink { Val = "A" }) { AbstractNumberId = 1 },
                new NumberingInstance(new AbstractNumId { Val = 1 }) { NumberID = 5 });
            document.MainDocumentPart.AddNewPart<FootnotesPart>().Footnotes = new Footnotes(
                new Footnote(Paragraph(Run("again"), new Run(new FootnoteReference { Id = 9 }))) { Id = 9 });
            document.MainDocumentPart.Document!.Body!.Append(Styled("A", "round"), Numbered(8, "point"),
                Paragraph(Run("note"), new Run(new FootnoteReference { Id = 9 })));
        });
        Assert.Equal("round\n\n- point\n\nnote[^1]\n\n[^1]: again[^1]", await TextAsync(docx));
    }

    [Fact]
    public async Task Read_TokenFiresWithinTheText_Stops()
    {
        var docx = SampleDocx.WithParagraphs([.. Enumerable.Range(1, 20_000).Select(number => $"Paragraph {number}")]);
        using var document = new CancellingStream(docx, (long)(docx.Length * 1.5));
        Assert.Equal(0, await Parsed.PagesBeforeCancelAsync(document, "a.docx"));
    }

    public static TheoryData<string, byte[]> BadDocuments() => new()
    {
        { ParseErrorCodes.DocumentCorrupt, SampleDocx.Broken() },
        { ParseErrorCodes.DocumentCorrupt, SampleDocx.Corrupt() },
        { ParseErrorCodes.DocumentEmpty, SampleDocx.WithParagraphs("", " ") },
        { ParseErrorCodes.PasswordProtected, SampleDocx.PasswordProtected() },
        { ParseErrorCodes.DocumentTooLarge, SampleDocx.Bomb(520L * 1024 * 1024) },
        { ParseErrorCodes.DocumentTooLarge, SampleDocx.Nested(depth: 100_000) },
        { ParseErrorCodes.DocumentTooLarge, SampleDocx.NestedInPart("customXml/item1.bin", depth: 100_000) },
    };

    [Theory, MemberData(nameof(BadDocuments), DisableDiscoveryEnumeration = true)]
    public async Task Open_BadDocument_IsRefusedByItsCode(string code, byte[] docx) =>
        Assert.Equal(code, (await Parsed.ErrorAsync(docx, "a.docx")).Code);

    private static Paragraph Styled(string style, string text) =>
        new(new ParagraphProperties(new ParagraphStyleId { Val = style }), Run(text));

    private static Paragraph Numbered(int level, string text) => new(
        new ParagraphProperties(new NumberingProperties(new NumberingLevelReference { Val = level }, new NumberingId { Val = 5 })),
        Run(text));

    private static Level Level(int index, NumberFormatValues format, string text, int start = 1) =>
        new(new StartNumberingValue { Val = start }, new NumberingFormat { Val = format },
            new LevelText { Val = text })
        {
            LevelIndex = index,
        };

    private static TableCell Cell(string text, params OpenXmlElement[] properties) =>
        new(new TableCellProperties(properties), Paragraph(Run(text)));
}
