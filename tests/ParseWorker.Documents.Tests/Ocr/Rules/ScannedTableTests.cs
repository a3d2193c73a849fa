using System.Text.RegularExpressions;
using ParseWorker.Documents.Tests.Images;
using ParseWorker.Documents.Tests.Pdf;
using SkiaSharp;

namespace ParseWorker.Documents.Tests.Ocr.Rules;

/// <summary>Tables on scans, by the lines that are drawn around their cells.</summary>
[Trait("Needs", "Ocr")]
public sealed partial class ScannedTableTests
{
    private const string WithSpan = "<table><tr><td rowspan=\"2\">Harbour</td><td colspan=\"2\">Ships per year</td></tr>"
        + "<tr><td>in</td><td>out</td></tr><tr><td>Northport</td><td>1,204</td><td>1,198</td></tr><tr><td>Saltmouth</td><td>317</td>"
        + "<td>322</td></tr></table>";

    private const string TwoColumns = "<table><tr><td>The berth must be free of ice before the first of April of every year.</td>"
        + "<td>The harbour office breaks the ice and charges the owner of the berth for it.</td></tr>"
        + "<tr><td>Nets may be dried on the eastern mole from the first hour of daylight.</td>"
        + "<td>The harbour office puts up the poles, and takes them down in the autumn.</td></tr>"
        + "<tr><td>Dogs are to be kept on a lead along the whole length of the quay.</td>"
        + "<td>The owner of the dog answers for it, whoever held the lead at the time.</td></tr></table>";

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(-2)]
    [InlineData(180)]
    [InlineData(92)]
    public async Task Read_RuledTableOnScan_KeepsItsSpans(float degrees)
    {
        using var image = TestImage.Of(Prose(new PageBuilder()
            .Grid([72, 200, 300, 400], [640, 616, 592, 568, 544])
            .Raw("1 1 1 rg 73 600 126 32 re f 299 617 2 22 re f 0 g")
            .Text(78, 612, "Harbour").Text(206, 624, "Ships per year").Text(206, 600, "in").Text(306, 600, "out")
            .Text(78, 576, "Northport").Text(206, 576, "1,204").Text(306, 576, "1,198")
            .Text(78, 552, "Saltmouth").Text(206, 552, "317").Text(306, 552, "322")), dpi: 192);
        AssertTable(WithSpan, await ReadAsync(image, degrees));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Read_TwoColumnsOfLongText_AreATable(float degrees)
    {
        using var image = TestImage.Of(Prose(new PageBuilder()
            .Grid([72, 300, 540], [640, 600, 560, 520])
            .Lines(78, 626, "The berth must be free of ice before", "the first of April of every year.")
            .Lines(306, 626, "The harbour office breaks the ice and", "charges the owner of the berth for it.")
            .Lines(78, 586, "Nets may be dried on the eastern mole", "from the first hour of daylight.")
            .Lines(306, 586, "The harbour office puts up the poles,", "and takes them down in the autumn.")
            .Lines(78, 546, "Dogs are to be kept on a lead along", "the whole length of the quay.")
            .Lines(306, 546, "The owner of the dog answers for it,", "whoever held the lead at the time.")), dpi: 192);
        AssertTable(TwoColumns, await ReadAsync(image, degrees));
    }

    [Fact]
    public async Task Read_FrameAndUnderlines_AreNoTable()
    {
        using var image = TestImage.Of(Prose(new PageBuilder().Grid([60, 552], [760, 500])
            .Text(72, 640, "Notice to all skippers", 12).Rule(72, 637, 200, 637)
            .Text(72, 610, "Lights", 12).Rule(72, 607, 110, 607)
            .Text(72, 590, "The lamp on the outer mole burns from dusk to dawn.")), dpi: 192);
        Assert.DoesNotContain("<table", await ReadAsync(image, 0), StringComparison.Ordinal);
    }

    /// <summary>Running text above and below, as wide as a page's.</summary>
    private static PageBuilder Prose(PageBuilder page)
    {
        string[] lines =
        [
            "The harbour was closed for nine days because of the heavy storm in March, and the ferry to the islands",
            "did not leave before the pilots had sounded the channel anew. The council thanks all who helped to clear",
            "the quay of stones and of what was left of the boats that had not been brought up in time.",
        ];
        return page.Lines(72, 720, lines).Lines(72, 480, lines);
    }

    private static async Task<string> ReadAsync(SKBitmap image, float degrees)
    {
        using var turned = degrees == 0 ? image.Copy() : image.Turned(degrees);
        return Assert.Single(await Parsed.TextsAsync(turned.Encoded(), "a.png", options: TestOcr.On));
    }

    /// <summary>One table with exactly these cells and spans, its texts as accurate as OCR is.</summary>
    private static void AssertTable(string written, string page)
    {
        var read = Assert.Single(Tables().Matches(Flat(page))).Value;
        Assert.Equal(Texts().Replace(written, "><"), Texts().Replace(read, "><"));
        Accuracy.AssertReached(Tags().Replace(read, " "), Tags().Replace(written, " "), characters: 0.95);
    }

    /// <summary>Tables on one line, whatever of them is taken for a header row.</summary>
    private static string Flat(string text) => HeaderRows().Replace(text.Replace("\n", "", StringComparison.Ordinal), "")
        .Replace("th>", "td>", StringComparison.Ordinal).Replace("<th", "<td", StringComparison.Ordinal);

    [GeneratedRegex("</?t(head|body)>")]
    private static partial Regex HeaderRows();

    [GeneratedRegex("<table>.*?</table>")]
    private static partial Regex Tables();

    [GeneratedRegex(">[^<]*<")]
    private static partial Regex Texts();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();
}
