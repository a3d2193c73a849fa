using System.Text;
using ParseWorker.Testing.Documents;

namespace ParseWorker.Documents.Tests.Pdf.Layers;

public sealed class HiddenLayersTests
{
    private const string Draft = "/OC /L BDC BT /F1 12 Tf 72 660 Td (Draft) Tj ET EMC";

    private const string OffByName = "/D << /OFF [8 0 R] >>";

    [Theory]
    [InlineData(OffByName, false)]
    [InlineData("/D << /OFF [9 0 R] >>", true)]
    [InlineData("/D << /BaseState /OFF >>", false)]
    [InlineData("/D << /BaseState /OFF /ON [8 0 R] >>", true)]
    [InlineData("/D 5", true)]
    public async Task Read_Layer_IsThereWhenTheDocumentOpensWithItOn(string configuration, bool isShown) =>
        Assert.Equal(isShown ? "Price\n\nDraft" : "Price", await ReadAsync(configuration, Draft, "8 0 R"));

    [Theory]
    [InlineData("/OCGs [8 0 R 9 0 R]", true)]
    [InlineData("/OCGs 8 0 R", false)]
    [InlineData("/OCGs [8 0 R 9 0 R] /P /AllOn", false)]
    [InlineData("/OCGs [8 0 R 9 0 R] /P /AnyOff", true)]
    [InlineData("/OCGs [8 0 R 9 0 R] /P /AllOff", false)]
    [InlineData("/VE [/Not 8 0 R]", true)]
    [InlineData("/VE [/And 8 0 R 9 0 R]", false)]
    [InlineData("/VE [/Or [/Not 9 0 R] 8 0 R]", false)]
    [InlineData("/OCGs []", true)]
    public async Task Read_MembershipOfSeveralLayers_IsJudgedByItsPolicy(string membership, bool isShown) =>
        Assert.Equal(isShown ? "Price\n\nDraft" : "Price", await ReadAsync(OffByName, Draft, $"<< /Type /OCMD {membership} >>"));

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public async Task Read_MembershipThatNamesItself_IsShown(int times) => Assert.Equal("Price\n\nDraft", await ReadAsync(
        OffByName, Draft, $"<< /Type /OCMD /VE [/And {string.Join(' ', Enumerable.Repeat("7 0 R", times))}] >>"));

    [Fact]
    public async Task Read_FormOfAHiddenLayer_IsNotDrawn() => Assert.Equal("Price", await ReadAsync(OffByName, "/X Do", "9 0 R"));

    [Fact]
    public async Task Read_MarkedContentWithinHiddenContent_IsHidden() => Assert.Equal("Price",
        await ReadAsync(OffByName, "/OC /L BDC /P << /MCID 0 >> BDC BT /F1 12 Tf 72 660 Td (Draft) Tj ET EMC EMC", "8 0 R"));

    [Fact]
    public async Task Read_GridOfAHiddenLayer_MakesNoTable() => Assert.Equal("Price", await ReadAsync(OffByName,
        "/OC /L BDC 60 690 m 300 690 l S 60 720 m 300 720 l S 60 690 m 60 720 l S 150 690 m 150 720 l S 300 690 m 300 720 l S EMC",
        "8 0 R"));

    private static async Task<string> ReadAsync(string configuration, string operators, string layer) =>
        Assert.Single(await Parsed.TextsAsync(RawPdf.Make(
            "/Root 1 0 R",
            $"<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [8 0 R 9 0 R] {configuration} >> >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            $"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R /Resources << /Font << /F1 4 0 R >> "
            + $"/Properties << /L 7 0 R >> /XObject << /X 6 0 R >> >> >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            RawPdf.Stream(Encoding.Latin1.GetBytes($"BT /F1 12 Tf 72 700 Td (Price) Tj ET {operators}")),
            "<< /Type /XObject /Subtype /Form /BBox [0 0 612 792] /OC 8 0 R /Length 34 >>\nstream\n"
            + "BT /F1 12 Tf 72 600 Td (Old) Tj ET\nendstream",
            layer == "8 0 R" || layer == "9 0 R" ? "<< /Type /OCMD /OCGs " + layer + " >>" : layer,
            "<< /Type /OCG /Name (One) >>",
            "<< /Type /OCG /Name (Two) >>"), "a.pdf"));
}
