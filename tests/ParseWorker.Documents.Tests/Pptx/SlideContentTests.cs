using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Presentation;
using ParseWorker.Testing.Documents;
using SlideText = DocumentFormat.OpenXml.Presentation.Text;

namespace ParseWorker.Documents.Tests.Pptx;

public sealed class SlideContentTests
{
    private static async Task<string> TextAsync(byte[] pptx, Action<PresentationPart>? change = null)
    {
        using var content = new MemoryStream();
        content.Write(pptx);
        using (var document = PresentationDocument.Open(content, isEditable: true)) change?.Invoke(document.PresentationPart!);
        return Assert.Single(await Parsed.TextsAsync(content.ToArray(), "a.pptx"));
    }

    private static string Runs(string properties, string text) =>
        $"<a:p><a:r><a:t>x</a:t></a:r><a:r><a:rPr {properties}</a:rPr><a:t>{text}</a:t></a:r><a:r><a:t> y</a:t></a:r></a:p>";

    [Theory]
    [InlineData("baseline=\"30000\">", "6", "x⁶ y")]
    [InlineData("baseline=\"-25000\">", "2", "x₂ y")]
    [InlineData("b=\"1\">", "bold", "x**bold** y")]
    [InlineData("i=\"1\">", "italic", "x*italic* y")]
    [InlineData("strike=\"sngStrike\">", "old", "x~~old~~ y")]
    [InlineData("><a:sym typeface=\"Wingdings\"/>", "\uF0FE", "x☑ y")]
    [InlineData("><a:hlinkClick r:id=\"rId88\"/>", "page", "x[page](https://example.com/a) y")]
    public async Task Read_RunWithProperties_IsMarked(string properties, string text, string expected) =>
        Assert.Equal(expected, await TextAsync(
        SamplePptx.With(SamplePptx.Box(0, 0, 5, 1, Runs(properties, text))),
        presentation => presentation.SlideParts.Single().AddHyperlinkRelationship(new Uri("https://example.com/a"), isExternal: true,
            "rId88")));

    [Fact]
    public async Task Read_ParagraphAllInBold_IsNotMarked() => Assert.Equal("all", await TextAsync(
        SamplePptx.With(SamplePptx.Box(0, 0, 5, 1, "<a:p><a:r><a:rPr b=\"1\"/><a:t>all</a:t></a:r></a:p>"))));

    [Fact]
    public async Task Read_Comments_StandBelowTheSlide() => Assert.Equal("text\n\nComment (Ann): Too long", await TextAsync(
        SamplePptx.With(SamplePptx.Box(0, 0, 5, 1, "text")),
        presentation =>
        {
            presentation.AddNewPart<CommentAuthorsPart>().CommentAuthorList = new CommentAuthorList(
                new CommentAuthor { Id = 7, Name = "Ann", Initials = "A", LastIndex = 1, ColorIndex = 0 });
            presentation.SlideParts.Single().AddNewPart<SlideCommentsPart>().CommentList = new CommentList(
                new Comment(new Position { X = 0, Y = 0 }, new SlideText("Too long")) { AuthorId = 7, Index = 1 });
        }));

    [Fact]
    public async Task Read_CommentThread_StandsBelowTheSlide()
    {
        const string p188 = "xmlns:p188=\"http://schemas.microsoft.com/office/powerpoint/2018/8/main\" "
            + "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"";
        static string Body(string text) => $"<p188:txBody><a:bodyPr/><a:lstStyle/><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p188:txBody>";
        Assert.Equal("text\n\nComment (Ann): Why?\n\nComment (Bob): Because.", await TextAsync(
            SamplePptx.With(SamplePptx.Box(0, 0, 5, 1, "text")),
            presentation =>
            {
                presentation.AddNewPart<PowerPointAuthorsPart>().AuthorList =
                    new DocumentFormat.OpenXml.Office2021.PowerPoint.Comment.AuthorList(
                    $"<p188:authorLst {p188}><p188:author id=\"{{1}}\" name=\"Ann\"/><p188:author id=\"{{2}}\" name=\"Bob\"/>"
                    + "</p188:authorLst>");
                presentation.SlideParts.Single().AddNewPart<PowerPointCommentPart>().CommentList =
                    new DocumentFormat.OpenXml.Office2021.PowerPoint.Comment.CommentList(
                    $"<p188:cmLst {p188}><p188:cm id=\"{{3}}\" authorId=\"{{1}}\"><p188:replyLst>"
                    + $"<p188:reply id=\"{{4}}\" authorId=\"{{2}}\">{Body("Because.")}</p188:reply>"
                    + $"</p188:replyLst>{Body("Why?")}</p188:cm></p188:cmLst>");
            }));
    }
}
