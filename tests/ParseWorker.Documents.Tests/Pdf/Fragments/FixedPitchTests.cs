using System.Globalization;

namespace ParseWorker.Documents.Tests.Pdf.Fragments;

public sealed class FixedPitchTests
{
    [Theory]
    [InlineData("Testing Deduplication", 7, "Testing Deduplication")]
    [InlineData("Willi Miller", 10, "Willi Miller")]
    [InlineData("INVOICE", 7, "INVOICE")]
    public async Task Read_GlyphsSetOneByOneAtAPitch_MakeWords(string text, double pitch, string read) =>
        Assert.Equal(read, await Set(text, pitch, copies: 1).ReadAsync());

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Read_EachGlyphDrawnSeveralTimes_IsThereOnce(int copies) =>
        Assert.Equal("Testing Deduplication", await Set("Testing Deduplication", 7, copies).ReadAsync());

    [Fact]
    public async Task Read_WholeLinesDrawnThrice_AreThereOnce()
    {
        var page = new PageBuilder();
        foreach (var shift in new[] { 0, 0.3, 0.6 })
            page.Text(72 + shift, 700, "The quick brown fox jumps", size: 12).Text(72 + shift, 686, "over the lazy dog.", size: 12);

        Assert.Equal("The quick brown fox jumps over the lazy dog.", await page.ReadAsync());
    }

    [Fact]
    public async Task Read_FixedPitchWithoutSpaces_HasThemWhereAPitchIsLeftOut() =>
        Assert.Equal("little pill", await Set("little pill", 7, copies: 1, hasSpaces: false).ReadAsync());

    private static PageBuilder Set(string text, double pitch, int copies, bool hasSpaces = true)
    {
        var page = new PageBuilder();
        for (var at = 0; at < text.Length; at++)
            for (var copy = 0; copy < copies && (hasSpaces || text[at] != ' '); copy++)
                page.Raw(string.Create(CultureInfo.InvariantCulture,
                    $"BT /F1 12 Tf 1 0 0 1 {72 + at * pitch + copy * 0.4} {700 + copy * 0.3} Tm ({text[at]}) Tj ET"));
        return page;
    }
}
