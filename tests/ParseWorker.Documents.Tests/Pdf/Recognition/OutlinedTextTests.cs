using ParseWorker.Documents.Tests.Images;
using ParseWorker.Documents.Tests.Ocr;
using ParseWorker.Testing.Documents;
using SkiaSharp;

namespace ParseWorker.Documents.Tests.Pdf.Recognition;

/// <summary>Pages that drawing programs export with their text as outlines.</summary>
[Trait("Needs", "Ocr")]
public sealed class OutlinedTextTests
{
    private static readonly string[] Lines =
    [
        "The harbour was closed for nine days because of the storm.",
        "Repairs cost more than anybody had thought at first, and",
        "the council met again in April to find out who should pay.",
    ];

    [Fact]
    public async Task Read_TextAsOutlinesWithALivePageNumber_IsReadFromTheImage()
    {
        var page = await ReadAsync((canvas, font, ink) =>
        {
            for (var at = 0; at < Lines.Length; at++) DrawOutlined(canvas, Lines[at], 100 + 20 * at, font, ink);
            canvas.DrawText("17", 300, 760, SKTextAlign.Left, font, ink);
        });
        var blocks = page.Split("\n\n");
        Assert.Equal((2, "17"), (blocks.Length, blocks[^1]));
        Accuracy.AssertReached(blocks[0], string.Join(' ', Lines));
    }

    [Fact]
    public async Task Read_ChartOfManyPoints_KeepsItsOwnWords()
    {
        var page = await ReadAsync((canvas, font, ink) =>
        {
            for (var at = 0; at < 400; at++) canvas.DrawCircle(80 + at, 500 - (at * 7919 % 331), 3, ink);
            canvas.DrawText("Ferries by month", 72, 540, SKTextAlign.Left, font, ink);
        });
        Assert.Equal("Ferries by month", page);
    }

    private static void DrawOutlined(SKCanvas canvas, string line, float baseline, SKFont font, SKPaint ink)
    {
        using var outlines = font.GetTextPath(line, new SKPoint(72, baseline));
        canvas.DrawPath(outlines, ink);
    }

    private static async Task<string> ReadAsync(Action<SKCanvas, SKFont, SKPaint> draw)
    {
        using var stream = new MemoryStream();
        using (var document = SKDocument.CreatePdf(stream))
        using (var face = TestImage.Face(TestFont.Serif))
        using (var font = new SKFont(face, 12))
        using (var ink = new SKPaint { Color = SKColors.Black, IsAntialias = true })
        {
            draw(document.BeginPage(612, 792), font, ink);
            document.EndPage();
            document.Close();
        }
        return Assert.Single(await Parsed.TextsAsync(stream.ToArray(), "a.pdf", options: TestOcr.On));
    }
}
