namespace ParseWorker.Documents.Tests.Pdf.Rows;

public sealed class SuperscriptsTests
{
    [Theory]
    [InlineData("6", 4, "10⁶ cells")]
    [InlineData("-3", 4, "10⁻³ cells")]
    [InlineData("n", 4, "10ⁿ cells")]
    [InlineData("1,2", 4, "10<sup>1,2</sup> cells")]
    [InlineData("2", -3, "10₂ cells")]
    [InlineData("2", -1, "10₂ cells")]
    [InlineData("th", 4, "10th cells")]
    [InlineData("*", 4, "10* cells")]
    public async Task Read_SmallGlyphsOffTheBaseline_StayApartFromTheFigureBeside(string small, double rise, string read) =>
        Assert.Equal(read, await new PageBuilder().Text(72, 700, "10", size: 11).Text(84.5, 700 + rise, small, size: 7)
            .Text(86.5 + 4.5 * small.Length, 700, "cells", size: 11).ReadAsync());

    [Fact]
    public async Task Read_FootnoteMarkAfterAFigure_IsNoDigitOfIt() =>
        Assert.Equal("revenue 1,250¹ million", await new PageBuilder().Raw(
            "BT /F1 11 Tf 72 700 Td (revenue 1,250) Tj 4 Ts /F1 7 Tf (1) Tj 0 Ts /F1 11 Tf ( million) Tj ET").ReadAsync());

    [Fact]
    public async Task Read_RaisedTextThatUnicodeHasNoCharactersFor_StaysAfterItsFigure() =>
        Assert.Equal("98.87<sup>±0.05</sup>", await new PageBuilder().Text(72, 700, "98.87").Text(97.5, 703.5, "\u00B10.05", size: 7)
            .ReadAsync());

    [Fact]
    public async Task Read_FootnoteMarkBeforeItsNote_IsRaised() =>
        Assert.Equal("¹ Excluding Norway.",
            await new PageBuilder().Text(72, 703, "1", size: 6).Text(78, 700, "Excluding Norway.", size: 9).ReadAsync());

    [Fact]
    public async Task Read_LabelBesideASymbol_IsOnTheLine() =>
        Assert.Equal("= Yes", await new PageBuilder().Text(72, 700, "=", size: 14).Text(84, 699, "Yes", size: 9).ReadAsync());

    [Fact]
    public async Task Read_SmallCapitalsOnTheBaseline_AreOnTheLine() =>
        Assert.Equal("HARBOUR", await new PageBuilder().Text(72, 700, "H", size: 12).Text(80.8, 700, "ARBOUR", size: 9).ReadAsync());

    [Fact]
    public async Task Read_ExponentInACell_IsRaised() =>
        Assert.Contains("<td>10⁶</td>", await new PageBuilder().Grid([70, 200, 330], [720, 700, 680]).Text(75, 706, "Cells")
            .Text(205, 706, "Area").Text(75, 686, "10").Text(86.5, 690, "6", size: 6).Text(205, 686, "25").ReadAsync(),
            StringComparison.Ordinal);
}
