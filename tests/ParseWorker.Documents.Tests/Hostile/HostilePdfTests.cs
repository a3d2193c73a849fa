using System.Globalization;
using System.Text;
using ParseWorker.Core.Errors;
using ParseWorker.Documents.Images.Pages;
using ParseWorker.Documents.Pdf;
using ParseWorker.Documents.Pdf.Glyphs;
using ParseWorker.Documents.Pdf.Recognition;
using ParseWorker.Documents.Pdf.Visibility;
using ParseWorker.Testing.Documents;

namespace ParseWorker.Documents.Tests.Hostile;

/// <summary>PDFs whose size says nothing of the work they ask for.</summary>
public sealed class HostilePdfTests
{
    /// <summary>Every image was compared with every glyph: six thousand million times.</summary>
    [Fact]
    public void Is_ManyImagesAmongManyGlyphs_TakesInvisibleTextForSeen()
    {
        var page = Page(images: 30_000, glyphs: 200_000, mode: 0, "3 Tr (hidden) Tj");
        Assert.False(new HiddenText(page).Is(page.Glyphs[^1]));
    }

    [Fact]
    public void Is_FewImagesAmongFewGlyphs_TellsInvisibleText()
    {
        var page = Page(images: 2, glyphs: 100, mode: 0, "3 Tr (hidden) Tj");
        Assert.True(new HiddenText(page).Is(page.Glyphs[^1]));
    }

    [Trait("Needs", "Time")]
    [Fact]
    public void Of_ManyLargeImagesAmongManyGlyphs_LooksAtTheLargest() =>
        Assert.Empty(ImageRegions.Of(Page(images: 30_000, glyphs: 200_000, mode: 0, "")));

    public static TheoryData<string, byte[]> Forms() => new()
    {
        { "mutual", WithForms(Form("/B Do", "/B 6 0 R"), Form("/A Do", "/A 5 0 R")) },
        { "by the page's resources", WithForms(Form("/B Do"), Form("/A Do")) },
        { "after a comment", WithForms(Form("/B %\n Do", "/B 6 0 R"), Form("/#41\tDo", "/A 5 0 R")) },
        { "after comments", WithForms(Form("/B % /x\nDo", "/B 6 0 R"), Form($"/A %{new string('y', 9000)}\nDo", "/A 5 0 R")) },
        { "after a reference", WithForms(Form("/B Do", "/B 7 0 R"), Form("/A Do", "/A 5 0 R"), "6 0 R") },
        { "three", WithForms(Form("/B Do", "/B 6 0 R"), Form("/C Do", "/C 7 0 R"), Form("/A Do", "/A 5 0 R")) },
        { "ten times ten", WithForms([.. Enumerable.Range(0, 12).Select(at => Form(Repeated("/B Do ", 10), $"/B {6 + at} 0 R")),
            Form("")]) },
        { "in each other", WithForms([.. Enumerable.Range(0, 2000).Select(at => Form("/B Do", $"/B {6 + at} 0 R")), Form("")]) },
        { "large ones", WithForms(Form(Repeated("/B Do ", 1000), "/B 6 0 R"), Form("%" + new string('x', 1_000_000))) },
    };

    /// <summary>The first two thousand bytes overflowed the stack of the host; the ten times ten took for ever.</summary>
    [Theory, MemberData(nameof(Forms), DisableDiscoveryEnumeration = true)]
    public async Task Read_FormsThatComeToTooMuch_AreRefused(string _, byte[] pdf) =>
        Assert.Equal(ParseErrorCodes.DocumentTooLarge, (await Parsed.ErrorAsync(pdf, "a.pdf")).Code);

    [Theory, MemberData(nameof(Forms), DisableDiscoveryEnumeration = true)]
    public void Read_FormsThatComeToTooMuch_AsImages_AreRefused(string _, byte[] pdf)
    {
        using var images = PdfPageImages.Open(new MemoryStream(pdf), dpi: 72);
        Assert.Equal(
            ParseErrorCodes.DocumentTooLarge,
            Assert.Throws<DocumentException>(() => images.Read(1, TestContext.Current.CancellationToken)).Error.Code);
    }

    public static TheoryData<string, byte[]> Circles()
    {
        const string Page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R {0} "
            + ">> {1} >> {2} >>";
        const string Text = "BT /F1 12 Tf 72 700 Td (A page with text.) Tj ET ";
        byte[] With(string fonts, string resources, string entries, string operators, params string[] objects) => RawPdf.Make("/Root 1 0 R",
        [
            "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            Page.Replace("{0}", fonts, StringComparison.Ordinal).Replace("{1}", resources, StringComparison.Ordinal)
                .Replace("{2}", entries, StringComparison.Ordinal),
            RawPdf.Stream(Encoding.ASCII.GetBytes(Text + operators)),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>", .. objects,
        ]);
        return new()
        {
            { "tiling patterns", With("", "/Pattern << /P 6 0 R >>", "", "/Pattern cs /P scn 0 0 99 99 re f",
                Stream("/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 9 9] /XStep 9 /YStep 9 /Resources << "
                    + "/Pattern << /P 6 0 R >> >>",
                    "/Pattern cs /P scn 0 0 9 9 re f")) },
            { "glyphs of Type 3", With("/F2 6 0 R", "", "", "BT /F2 12 Tf 72 600 Td (a) Tj ET",
                "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 500 750] /FontMatrix [0.001 0 0 0.001 0 0] /CharProcs << /a 7 0 R >> "
                + "/Resources << /Font << /F2 6 0 R >> >> /Encoding << /Type /Encoding /Differences [97 /a] >> /FirstChar 97 /LastChar "
                    + "97 /Widths [500] >>",
                RawPdf.Stream("500 0 d0 BT /F2 12 Tf (a) Tj ET"u8.ToArray())) },
            { "appearances", With("", "", "/Annots [6 0 R]", "",
                "<< /Type /Annot /Subtype /Stamp /Rect [0 0 99 99] /AP << /N 7 0 R >> >>", Form("/A Do", "/A 8 0 R"), Form("/B Do",
                    "/B 7 0 R")) },
            { "soft masks", With("", "/ExtGState << /G 6 0 R >>", "", "/G gs", "<< /SMask << /S /Luminosity /G 7 0 R >> >>",
                Form("/G gs", "/N 7 0 R").Replace("/XObject << /N 7 0 R >>", "/ExtGState << /G 6 0 R >>", StringComparison.Ordinal)) },
            { "a form that draws itself", With("", "/XObject << /A 6 0 R >>", "", "/A Do", Form("/A Do", "/A 6 0 R")) },
        };
    }

    [Theory, MemberData(nameof(Circles), DisableDiscoveryEnumeration = true)]
    public async Task Read_OtherCircles_AreNotFollowed(string _, byte[] pdf) =>
        Assert.Contains("A page with text.", Assert.Single(await Parsed.TextsAsync(pdf, "a.pdf")), StringComparison.Ordinal);

    /// <summary>Where there is no OCR each page is looked at on opening: the first one's drawings cost that page only.</summary>
    [Fact]
    public async Task Read_OnePageThatComesToTooMuch_LeavesTheOthers()
    {
        const string Font = "/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> >>";
        var pdf = RawPdf.Make("/Root 1 0 R",
        [
            "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R 7 0 R] /Count 2 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /XObject << /A 5 0 R >> >> >>",
            RawPdf.Stream("/A Do"u8.ToArray()), Form("/B Do", "/B 6 0 R"), Form("/A Do", "/A 5 0 R"),
            $"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 8 0 R /Resources << {Font} >> >>",
            RawPdf.Stream("BT /F1 12 Tf 72 700 Td (The second page.) Tj ET"u8.ToArray()),
        ]);

        Assert.Equal(["", "The second page."], await Parsed.TextsAsync(pdf, "a.pdf"));
    }

    /// <summary>What a page inherits is looked through too: circles of forms there overflow the stack as well.</summary>
    [Fact]
    public async Task Read_CircleOfInheritedForms_IsRefused()
    {
        var pdf = RawPdf.Make("/Root 1 0 R",
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 /Resources << /XObject << /A 5 0 R /B 6 0 R >> >> >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << >> >>",
            RawPdf.Stream("/A Do"u8.ToArray()), Form("/B Do"), Form("/A Do"),
        ]);

        Assert.Equal(ParseErrorCodes.DocumentTooLarge, (await Parsed.ErrorAsync(pdf, "a.pdf")).Code);
    }

    [Fact]
    public async Task Read_TextInFormsWithinForms_IsRead() => Assert.Equal(["text"], await Parsed.TextsAsync(
        WithForms([.. Enumerable.Range(0, 50).Select(at => Form("/B Do", $"/B {6 + at} 0 R")),
            Form("BT /F1 12 Tf 72 700 Td (text) Tj ET")]), "a.pdf"));

    private static string Repeated(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    private static string Form(string operators, string? named = null) => Stream(
        $"/Type /XObject /Subtype /Form /BBox [0 0 612 792]{(named is null ? "" : $" /Resources << /XObject << {named} >> >>")}",
            operators);

    private static string Stream(string entries, string content) => $"<< {entries} /Length {content.Length} "
        + $">>\nstream\n{content}\nendstream";

    /// <summary>A page that draws the first form, <c>/A</c>, which is object 5; the second is <c>/B</c> to the page.</summary>
    private static byte[] WithForms(params string[] forms) => RawPdf.Make("/Root 1 0 R",
    [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /XObject << /A 5 0 R /B 6 0 R >> "
            + "/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> >> >> >>",
        RawPdf.Stream("/A Do"u8.ToArray()),
        .. forms,
    ]);

    /// <summary>Images that hold no glyph but the last ones, and glyphs in the page's corner.</summary>
    private static DrawnPage Page(int images, int glyphs, int mode, string after)
    {
        var drawn = string.Concat(Enumerable.Range(0, images).Select(at =>
            string.Create(CultureInfo.InvariantCulture, $"q 300 0 0 {300 + at % 7} 200 200 cm BI /W 1 /H 1 /BPC 8 /CS /G ID a EI Q\n")));
        var text = $"BT /F1 8 Tf {mode} Tr 10 10 Td ({new string('x', glyphs)}) Tj 1 0 0 1 300 300 Tm ({new string('x', 20)}) Tj "
            + $"1 0 0 1 10 600 Tm {after} ET";
        var document = PdfEngine.Open(RawPdf.Page(drawn + text));
        return new DrawnPage(document.GetPage(1));
    }
}
