using ParseWorker.Core.Errors;
using ParseWorker.Documents.Images;
using ParseWorker.Documents.Tests.Images;
using ParseWorker.Documents.Tests.Ocr;
using ParseWorker.Testing.Documents;
using SkiaSharp;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Writer;

namespace ParseWorker.Documents.Tests.Pdf.Recognition;

[Trait("Needs", "Ocr")]
public sealed class PdfOcrTests
{
    [Fact]
    public async Task Read_TextPageAndScannedPage_AreBothRead()
    {
        var pdf = Mixed("A page with a text layer", "A page that was scanned");
        var pages = await Parsed.TextsAsync(pdf, "a.pdf", options: TestOcr.On);
        Assert.Equal((2, "A page with a text layer"), (pages.Count, pages[0]));
        Accuracy.AssertReached(pages[1], "A page that was scanned");
        Assert.Equal([pages[1]], await Parsed.TextsAsync(pdf, "a.pdf", firstPage: 2, options: TestOcr.On));
    }

    [Fact]
    public async Task Read_TextPageAndScannedPageWithoutOcr_LeavesTheScanEmpty() =>
        Assert.Equal(["A page with a text layer", ""],
            await Parsed.TextsAsync(Mixed("A page with a text layer", "A page that was scanned"), "a.pdf"));

    [Fact]
    public async Task Open_ScanWithoutModels_NamesTheSettingThatIsMissing()
    {
        var error = await Parsed.ErrorAsync(SampleDocuments.ScannedPdf(), "a.pdf", TestOcr.Missing);
        Assert.Equal(ParseErrorCodes.NoTextLayer, error.Code);
        Assert.Contains("Engines__OcrModels", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_GlyphsWithoutMeaning_AreReadFromTheImage()
    {
        // Every glyph's code is mapped to the private use area, as by a producer that numbers its glyphs.
        const string map = "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange "
            + "1 beginbfrange <20> <7E> <E020> endbfrange endcmap end";
        var pdf = EmbeddedFontPdf.Page(
            "BT /F1 12 Tf 72 700 Td (The letters are only to be seen) Tj ET",
            entries: $"/ToUnicode {EmbeddedFontPdf.FirstFurther} 0 R",
            further: RawPdf.Stream(System.Text.Encoding.ASCII.GetBytes(map)));

        Accuracy.AssertReached(Assert.Single(await Parsed.TextsAsync(pdf, "a.pdf", options: TestOcr.On)),
            "The letters are only to be seen");
    }

    [Fact]
    public async Task Read_ScannedPage_FollowsTheRulesOfLayout()
    {
        const string text = "Annual report\n\n1. The first point of the list\n2. The second point of the list";
        var page = Assert.Single(await Parsed.TextsAsync(Mixed(null, text), "a.pdf", options: TestOcr.On));
        var lines = page.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^2..];
        Accuracy.AssertReached(lines[0], "1. The first point of the list");
        Accuracy.AssertReached(lines[1], "2. The second point of the list");
    }

    [Fact]
    public async Task Read_ImageOfTextWithinText_StandsWhereItIsSeen()
    {
        using var note = TestImage.Of("The note says that the ferry leaves\nan hour later in winter.");
        var page = Assert.Single(await Parsed.TextsAsync(WithImage(note), "a.pdf", options: TestOcr.On));
        var blocks = page.Split("\n\n");
        Assert.Equal(("The text above the image is long enough to be one.", "The text below it, too."), (blocks[0], blocks[^1]));
        Accuracy.AssertReached(string.Join(' ', blocks[1..^1]), "The note says that the ferry leaves an hour later in winter.");
    }

    [Fact]
    public async Task Read_ImageWithoutText_AddsNothing()
    {
        using var gradient = TestImage.Of("");
        for (var x = 0; x < gradient.Width; x++)
            for (var y = 0; y < gradient.Height; y++) gradient.SetPixel(x, y, new SKColor((byte)(x * 7), (byte)(y * 5), (byte)(x ^ y)));
        var page = Assert.Single(await Parsed.TextsAsync(WithImage(gradient), "a.pdf", options: TestOcr.On));
        Assert.Equal("The text above the image is long enough to be one.\n\nThe text below it, too.", page);
    }

    [Fact]
    public async Task Read_MapWithinText_AddsNoneOfItsLabels()
    {
        var streets = Enumerable.Range(0, 8)
            .Select(row => string.Join(new string(' ', 11), Enumerable.Range(0, 9).Select(column => $"K{row}{column}")));
        using var map = TestImage.Of(string.Join('\n', streets));
        var page = Assert.Single(await Parsed.TextsAsync(WithImage(map), "a.pdf", options: TestOcr.On));
        Assert.Equal("The text above the image is long enough to be one.\n\nThe text below it, too.", page);
    }

    public static TheoryData<string> Typefaces => [.. TestFont.Typefaces.Select(font => font.Name)];

    [Theory, MemberData(nameof(Typefaces))]
    public async Task Read_ScannedLineOfManyWords_LosesNone(string typeface)
    {
        const string line =
            "one harbour, two barges, three pilots, four lamps and a small boat with its sail up; nobody knew any of them by name";
        var font = TestFont.Typefaces.Single(font => font.Name == typeface);
        var asWideAsThePage = 510_000.0 / line.Sum(font.WidthOf);
        var page = Assert.Single(await Parsed.TextsAsync(Mixed(null, line, asWideAsThePage, dpi: 200, font), "a.pdf", options: TestOcr.On));
        Accuracy.AssertReached(page, line);
    }

    /// <summary>Text, the upper part of an image, text.</summary>
    private static byte[] WithImage(SKBitmap image)
    {
        using var upper = Bitmaps.Part(image, SKRectI.Create(0, 0, image.Width, image.Height / 4));
        var builder = new PdfDocumentBuilder();
        var font = builder.AddTrueTypeFont(TestFont.Sans.File);
        var page = builder.AddPage(PageSize.A4);
        page.AddText("The text above the image is long enough to be one.", 11, new PdfPoint(72, 740), font);
        page.AddJpeg(upper.Encoded(SKEncodedImageFormat.Jpeg), new PdfRectangle(0, 500, 595, 710));
        page.AddText("The text below it, too.", 11, new PdfPoint(72, 470), font);
        return builder.Build();
    }

    /// <summary>A page with text, unless left out, and one with an image of text.</summary>
    private static byte[] Mixed(string? text, string scanned, double size = 11, double dpi = 144, TestFont? font = null)
    {
        var builder = new PdfDocumentBuilder();
        if (text is not null)
            builder.AddPage(PageSize.A4).AddText(text, 11, new PdfPoint(72, 700), builder.AddTrueTypeFont(TestFont.Sans.File));
        using var image = TestImage.Of(scanned, dpi, size, font);
        var page = builder.AddPage(PageSize.A4);
        page.AddJpeg(image.Encoded(SKEncodedImageFormat.Jpeg), page.PageSize);
        return builder.Build();
    }
}
