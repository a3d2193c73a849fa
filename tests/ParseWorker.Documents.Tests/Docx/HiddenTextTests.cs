using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using ParseWorker.Testing.Documents;

namespace ParseWorker.Documents.Tests.Docx;

public sealed class HiddenTextTests
{
    [Fact]
    public async Task Read_HiddenRun_IsLeftOut() =>
        Assert.Equal("seen", await TextAsync(Run("seen"), Run("hidden", new Vanish())));

    [Fact]
    public async Task Read_RunThatIsNotHiddenAfterAll_IsText() =>
        Assert.Equal("seen", await TextAsync(Run("seen", new Vanish { Val = false })));

    [Theory]
    [InlineData("Hides", null, "seen\n\nend")]
    [InlineData("BasedOnIt", null, "seen\n\nend")]
    [InlineData("Shows", null, "seen text\n\nend")]
    [InlineData(null, "ParagraphHides", "end")]
    [InlineData("Hides", "ParagraphHides", "text\n\nend")]
    public async Task Read_TextHiddenByItsStyle_IsLeftOut(string? style, string? paragraphStyle, string expected)
    {
        var properties = paragraphStyle is null
            ? new ParagraphProperties()
            : new ParagraphProperties(new ParagraphStyleId { Val = paragraphStyle });
        var text = style is null ? Run("text") : Run("text", new RunStyle { Val = style });
        Assert.Equal(expected, await TextAsync([properties, Run("seen "), text], [Run("end")]));
    }

    [Fact]
    public async Task Read_HiddenTextInANote_IsLeftOut()
    {
        var docx = SampleDocx.Make(document =>
        {
            document.MainDocumentPart!.AddNewPart<FootnotesPart>().Footnotes = new Footnotes(
                new Footnote(new Paragraph(Run("note"), Run(" hidden", new Vanish()))) { Id = 9 });
            document.MainDocumentPart.Document!.Body!.Append(new Paragraph(Run("text"), new Run(new FootnoteReference { Id = 9 })));
        });
        Assert.Equal(["text[^1]\n\n[^1]: note"], await Parsed.TextsAsync(docx, "a.docx"));
    }

    private static Task<string> TextAsync(params OpenXmlElement[] paragraph) => TextAsync([paragraph]);

    private static async Task<string> TextAsync(params OpenXmlElement[][] paragraphs)
    {
        var docx = SampleDocx.Make(document =>
        {
            document.MainDocumentPart!.AddNewPart<StyleDefinitionsPart>().Styles = new Styles(
                Style("Hides", StyleValues.Character, basedOn: null, new Vanish()),
                Style("BasedOnIt", StyleValues.Character, "Hides"),
                Style("Shows", StyleValues.Character, "Hides", new Vanish { Val = false }),
                Style("ParagraphHides", StyleValues.Paragraph, basedOn: null, new Vanish()));
            document.MainDocumentPart.Document!.Body!.Append(paragraphs.Select(content => new Paragraph(content)));
        });
        return Assert.Single(await Parsed.TextsAsync(docx, "a.docx"));
    }

    private static Style Style(string id, StyleValues type, string? basedOn, params OpenXmlElement[] properties)
    {
        var style = new Style(new StyleName { Val = id }) { Type = type, StyleId = id };
        if (basedOn is not null) style.Append(new BasedOn { Val = basedOn });
        style.Append(new StyleRunProperties(properties));
        return style;
    }

    private static Run Run(string text, params OpenXmlElement[] properties) =>
        new(
            new RunProperties(properties),
            new DocumentFormat.OpenXml.Wordprocessing.Text(text) { Space = SpaceProcessingModeValues.Preserve });
}
