using ParseWorker.Documents.Pdf.Fragments;
using ParseWorker.Documents.Pdf.Geometry;
using ParseWorker.Documents.Pdf.Glyphs;
using ParseWorker.Documents.Pdf.Receipts;
using ParseWorker.Documents.Tests.Images;
using ParseWorker.Documents.Tests.Ocr;

namespace ParseWorker.Documents.Tests.Pdf.Receipts;

public sealed class ReceiptLayoutTests
{
    /// <summary>Places on US letter, in points.</summary>
    private static readonly (double Left, string Text)[][] Receipt =
    [
        [(72, "CORNER SHOP")], [(72, "12 Quay Street")], [(72, "Tel 555 0100")], [(72, "Milk"), (240, "1.20")],
            [(72, "Bread"), (240, "2.45")], [(72, "TOTAL"), (240, "3.65")],
    ];

    [Fact]
    public void Fits_ShortReceipt_Does() => Assert.True(ReceiptLayout.Fits(Fragments(Receipt, 12, 15)));

    [Fact]
    public void Fits_TallStripWithoutPrices_Does() =>
        Assert.True(ReceiptLayout.Fits(
            Fragments([.. Enumerable.Range(1, 30).Select(row => new[] { (72.0, $"Stop {row}"), (150.0, "by the quay") })], 10, 14)));

    [Fact]
    public void Fits_SlideInLargeType_DoesNot() =>
        Assert.False(ReceiptLayout.Fits(
            Fragments([[(72, "Where we stand")], [(72, "Ships"), (320, "Crews")], [(72, "More berths"), (320, "New pilots")],
            [(72, "New cranes"), (320, "Training")]], 28, 44)));

    [Fact]
    public void Fits_SlideWithATableOfFigures_DoesNot() =>
        Assert.False(ReceiptLayout.Fits(
            Fragments([[(72, "Tonnes"), (240, "2019"), (400, "2020")], [(72, "Fish"), (240, "10.25"), (400, "11.50")],
            [(72, "Coal"), (240, "99.75"), (400, "12.00")]], 28, 44)));

    [Fact]
    [Trait("Needs", "Ocr")]
    public async Task Read_SlideInLargeType_KeepsItsColumns()
    {
        var slide = new PageBuilder().Text(60, 700, "Where the harbour stands", 36);
        string[] left = ["The quay is being", "built anew from", "the mole to the", "fish market."],
            right = ["Nine pilots bring", "in the ships, and", "three more will be", "trained in spring."];
        foreach (var (row, text) in left.Index()) slide.Text(60, 620 - 34 * row, text, 24);
        foreach (var (row, text) in right.Index()) slide.Text(340, 620 - 34 * row, text, 24);
        using var image = TestImage.Of(slide);
        var page = Assert.Single(await Parsed.TextsAsync(image.Encoded(), "a.png", options: TestOcr.On));
        Accuracy.AssertReached(page.Split("\n\n").Single(block => block.StartsWith("The quay", StringComparison.Ordinal)),
            string.Join(' ', left));
    }

    [Fact]
    [Trait("Needs", "Ocr")]
    public async Task Read_ShortReceipt_IsReadRowByRow()
    {
        var receipt = new PageBuilder();
        foreach (var (row, fragments) in Receipt.Index())
            foreach (var (left, text) in fragments) receipt.Text(left, 700 - 15 * row, text, 12);
        using var image = TestImage.Of(receipt);
        var page = Assert.Single(await Parsed.TextsAsync(image.Encoded(), "a.png", options: TestOcr.On));
        Accuracy.AssertReached(string.Join('\n', page.Split('\n')[^3..]), "Milk 1.20\nBread 2.45\nTOTAL 3.65");
    }

    private static List<Fragment> Fragments((double Left, string Text)[][] rows, double size, double step) =>
        [.. rows.Index().SelectMany(row => row.Item.Select(
            fragment => FragmentOf(fragment.Left, 700 - step * row.Index, fragment.Text, size)))];

    private static Fragment FragmentOf(double left, double baseline, string text, double size)
    {
        var glyphs = text.Select((character, at) => new Glyph(character.ToString(),
            new Box(left + at * size / 2, baseline, left + (at + 1) * size / 2, baseline + size), baseline, size, false, character == ' '));
        return new([.. glyphs], text);
    }
}
