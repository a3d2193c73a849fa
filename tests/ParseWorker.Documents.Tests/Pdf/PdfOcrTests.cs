using ParseWorker.Core.Parses;
using ParseWorker.Documents.Tests.Images;
using ParseWorker.Testing.Documents;
using SkiaSharp;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Fonts.Standard14Fonts;
using UglyToad.PdfPig.Writer;

namespace ParseWorker.Documents.Tests.Pdf;

public sealed class PdfOcrTests
{
    [Fact]
    public async Task Read_TextPageAndScannedPage_AreBothRead()
    {
        var pdf = Mixed("A page with a text layer", "A page that was scanned");
        Assert.Equal(["A page with a text layer", "A page that was scanned"], await Parsed.TextsAsync(pdf, "a.pdf", options: TestOcr.On));
        Assert.Equal(["A page that was scanned"], await Parsed.TextsAsync(pdf, "a.pdf", firstPage: 2, options: TestOcr.On));
    }

    [Fact]
    public async Task Read_TextPageAndScannedPageWithoutOcr_LeavesTheScanEmpty() =>
        Assert.Equal(["A page with a text layer", ""], await Parsed.TextsAsync(Mixed("A page with a text layer", "A page that was scanned"), "a.pdf"));

    [Fact]
    public async Task Open_ScanWithoutModels_NamesTheSettingThatIsMissing()
    {
        var error = await Parsed.ErrorAsync(SampleDocuments.ScannedPdf(), "a.pdf", TestOcr.Missing);
        Assert.Equal(ParseErrorCodes.NoTextLayer, error.Code);
        Assert.Contains("Engines__OcrModels", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_LettersWithoutMeaning_AreReadFromThePicture()
    {
        // Every letter's code is mapped to the private use area, as by a producer that numbers its glyphs.
        const string map = "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange "
            + "1 beginbfrange <20> <7E> <E020> endbfrange endcmap end";
        var pdf = RawPdf.Make(
            "/Root 1 0 R",
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 6 0 R /Resources << /Font << /F1 4 0 R >> >> >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 5 0 R >>",
            RawPdf.Stream(System.Text.Encoding.ASCII.GetBytes(map)),
            RawPdf.Stream("BT /F1 12 Tf 72 700 Td (The letters are only to be seen) Tj ET"u8.ToArray()));

        Assert.Equal(["The letters are only to be seen"], await Parsed.TextsAsync(pdf, "a.pdf", options: TestOcr.On));
    }

    [Fact]
    public async Task Read_ScannedPage_FollowsTheRulesOfLayout()
    {
        const string text = "Annual report\n\n1. The first point of the list\n2. The second point of the list";
        var page = Assert.Single(await Parsed.TextsAsync(Mixed(null, text), "a.pdf", options: TestOcr.On));
        Assert.Contains("1. The first point of the list\n2. The second point of the list", page, StringComparison.Ordinal);
    }

    /// <summary>A page with letters, unless left out, and one with their picture.</summary>
    private static byte[] Mixed(string? letters, string scanned)
    {
        var builder = new PdfDocumentBuilder();
        if (letters is not null)
            builder.AddPage(PageSize.A4).AddText(letters, 11, new PdfPoint(72, 700), builder.AddStandard14Font(Standard14Font.Helvetica));
        using var picture = Picture.Of(scanned);
        var page = builder.AddPage(PageSize.A4);
        page.AddJpeg(picture.Encoded(SKEncodedImageFormat.Jpeg), page.PageSize);
        return builder.Build();
    }
}
