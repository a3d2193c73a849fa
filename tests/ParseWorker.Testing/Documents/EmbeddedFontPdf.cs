using System.Text;

namespace ParseWorker.Testing.Documents;

/// <summary>Writes PDFs that bring their fonts along: poppler draws them alike on every machine.</summary>
public static class EmbeddedFontPdf
{
    /// <summary>The first object that a page's own further objects may take.</summary>
    public const int FirstFurther = 11;

    private const int FirstCode = 32;
    private const int LastCode = 255;

    /// <summary>
    /// A one-page PDF, US letter, whose content is the given operators; its fonts <c>/F1</c> and <c>/F2</c> are embedded.
    /// </summary>
    /// <param name="operators">They draw the page; texts are in Latin-1.</param>
    /// <param name="font">The font <c>/F1</c>; <see cref="TestFont.Sans"/> by default. <c>/F2</c> is always <see
    /// cref="TestFont.SansBold"/>.</param>
    /// <param name="entries">Further entries of the font <c>/F1</c>.</param>
    /// <param name="further">Further objects, numbered from <see cref="FirstFurther"/>.</param>
    public static byte[] Page(string operators, TestFont? font = null, string entries = "", params string[] further) => RawPdf.Make(
        "/Root 1 0 R",
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R /F2 8 0 R >> >> >>",
            RawPdf.Stream(Encoding.Latin1.GetBytes(operators)),
            .. Font(font ?? TestFont.Sans, 5, entries),
            .. Font(TestFont.SansBold, 8, ""),
            .. further,
        ]);

    /// <summary>The font, its descriptor and its file: three objects, the first with the given number.</summary>
    private static string[] Font(TestFont font, int number, string entries)
    {
        var widths = string.Join(' ', Enumerable.Range(FirstCode, LastCode - FirstCode + 1).Select(code => font.WidthOf((char)code)));
        return
        [
            $"<< /Type /Font /Subtype /TrueType /BaseFont /{font.Name} /Encoding /WinAnsiEncoding /FirstChar {FirstCode} /LastChar "
            + $"{LastCode} "
            + $"/Widths [{widths}] /FontDescriptor {number + 1} 0 R {entries} >>",
            $"<< /Type /FontDescriptor /FontName /{font.Name} /Flags 32 /FontBBox [-1000 -500 2000 1300] /ItalicAngle 0 /Ascent 905 "
            + $"/Descent -212 "
            + $"/CapHeight 729 /StemV 80 /FontFile2 {number + 2} 0 R >>",
            RawPdf.Stream(font.File),
        ];
    }
}
