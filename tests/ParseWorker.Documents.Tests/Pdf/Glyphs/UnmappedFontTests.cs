using System.Globalization;
using System.Text;
using ParseWorker.Core.Errors;
using ParseWorker.Documents.Tests.Images;
using ParseWorker.Documents.Tests.Ocr;
using ParseWorker.Testing.Documents;
using SkiaSharp;

namespace ParseWorker.Documents.Tests.Pdf.Glyphs;

/// <summary>Fonts that number their glyphs and have no map to Unicode.</summary>
public sealed class UnmappedFontTests
{
    private const string Text = "The harbour was closed for nine days";

    [Fact]
    [Trait("Needs", "Ocr")]
    public async Task Read_CodesThatNumberGlyphs_AreReadFromTheImage() =>
        Accuracy.AssertReached(Assert.Single(await Parsed.TextsAsync(Numbered(Text), "a.pdf", options: TestOcr.On)), Text);

    [Theory]
    [InlineData("")]
    [InlineData("/ToUnicode /Identity-H")]
    public async Task Open_CodesThatNumberGlyphsWithoutOcr_HasNoTextLayer(string map) =>
        Assert.Equal(ParseErrorCodes.NoTextLayer, (await Parsed.ErrorAsync(Numbered(Text, map: map), "a.pdf")).Code);

    [Fact]
    public async Task Read_CodesThatNumberGlyphsBesideMappedOnesWithoutOcr_AreLeftOut() =>
        Assert.Equal("Harbour report",
            Assert.Single(await Parsed.TextsAsync(Numbered(Text, "BT /F2 12 Tf 72 740 Td (Harbour report) Tj ET"), "a.pdf")));

    [Theory]
    [InlineData(Text)]
    [InlineData("Hafen, Fähren und Lastkähne")]
    [InlineData("harbour")]
    [InlineData("吾輩は猫である")]
    [InlineData("Гавань была закрыта девять дней")]
    public async Task Read_CodesThatAreUnicode_AreText(string text) =>
        Assert.Equal(text,
            Assert.Single(await Parsed.TextsAsync(
            Set(string.Concat(text.Select(character => ((int)character).ToString("X4", CultureInfo.InvariantCulture)))), "a.pdf")));

    /// <summary>Set by the numbers of the glyphs in the font, as most producers do.</summary>
    private static byte[] Numbered(string text, string operators = "", string map = "")
    {
        using var face = TestImage.Face(TestFont.Sans);
        using var font = new SKFont(face, 1000);
        var glyphs = font.GetGlyphs(text);
        var widths = string.Join(' ', glyphs.Zip(font.GetGlyphWidths(glyphs), (glyph, width) => $"{glyph} [{width:F0}]").Distinct());
        return Set(string.Concat(glyphs.Select(glyph => glyph.ToString("X4", CultureInfo.InvariantCulture))), $"/W [{widths}]",
            operators, map);
    }

    private static byte[] Set(string codes, string widths = "/DW 600", string operators = "", string map = "") => RawPdf.Make(
        "/Root 1 0 R",
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 8 0 R /Resources << /Font << /F1 4 0 R /F2 9 0 R >> >> >>",
        $"<< /Type /Font /Subtype /Type0 /BaseFont /TestSans /Encoding /Identity-H {map} /DescendantFonts [5 0 R] >>",
        $"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /TestSans /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement "
        + $"0 >> {widths} /CIDToGIDMap /Identity /FontDescriptor 6 0 R >>",
        "<< /Type /FontDescriptor /FontName /TestSans /Flags 4 /FontBBox [-1000 -500 2000 1300] /ItalicAngle 0 /Ascent 928 /Descent -236 "
        + "/CapHeight 730 /StemV 80 /FontFile2 7 0 R >>",
        RawPdf.Stream(TestFont.Sans.File),
        RawPdf.Stream(Encoding.Latin1.GetBytes($"BT /F1 12 Tf 72 700 Td <{codes}> Tj ET {operators}")),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
}
