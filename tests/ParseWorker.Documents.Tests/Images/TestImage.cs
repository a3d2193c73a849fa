using ParseWorker.Documents.Images;
using ParseWorker.Documents.Images.Raster;
using ParseWorker.Documents.Tests.Pdf;
using ParseWorker.Testing.Documents;
using SkiaSharp;

namespace ParseWorker.Documents.Tests.Images;

/// <summary>Images of text: a page is set, drawn, and spoilt as scanners and cameras do.</summary>
internal static class TestImage
{
    public const string Letter = "Minutes of the council\n\nThe harbour was closed for nine days\n"
        + "because of the heavy storm in March.\nRepairs cost 48,250 pounds in all.";

    /// <summary>A page of text as an image.</summary>
    public static SKBitmap Of(string text, double dpi = 144, double size = 11, TestFont? font = null) => Of(Page(text, size), dpi, font);

    /// <summary>A page of a document as an image.</summary>
    public static SKBitmap Of(PageBuilder page, double dpi = 144, TestFont? font = null)
    {
        var pdf = EmbeddedFontPdf.Page(page.Operators, font);
        using var rasterizer = new PageRasterizer(LocalFile.Of(new MemoryStream(pdf), pdf));
        return rasterizer.Draw(1, new SKSize(612, 792), dpi, TestContext.Current.CancellationToken)!;
    }

    /// <summary>A page set in a font that has all letters of Latin script, <see cref="TestFont.Serif"/> by default.</summary>
    public static SKBitmap Set(string text, TestFont? font = null) => Drawn(1240, 700, canvas =>
    {
        using var face = Face(font ?? TestFont.Serif);
        using var characters = new SKFont(face, 27) { Edging = SKFontEdging.Antialias };
        using var ink = new SKPaint { Color = SKColors.Black, IsAntialias = true };
        canvas.Clear(SKColors.White);
        foreach (var (at, line) in text.Split('\n').Index()) canvas.DrawText(line, 80, 90 + 40 * at, SKTextAlign.Left, characters, ink);
    });

    /// <summary>A font of the tests, for Skia.</summary>
    public static SKTypeface Face(TestFont font)
    {
        using var file = SKData.CreateCopy(font.File);
        return SKTypeface.FromData(file);
    }

    private static PageBuilder Page(string text, double size)
    {
        var page = new PageBuilder();
        var lines = text.Split('\n');
        for (var at = 0; at < lines.Length; at++) page.Text(72, 720 - 1.3 * size * at, lines[at], size);
        return page;
    }

    public static byte[] Encoded(this SKBitmap image, SKEncodedImageFormat format = SKEncodedImageFormat.Png)
    {
        using var data = image.Encode(format, 90);
        return data.ToArray();
    }

    /// <summary>The image turned about its middle, on paper that has room for it.</summary>
    public static SKBitmap Turned(this SKBitmap image, float degrees)
    {
        var side = (int)Math.Sqrt((double)image.Width * image.Width + (double)image.Height * image.Height);
        return Drawn(side, side, canvas =>
        {
            canvas.Clear(SKColors.White);
            canvas.RotateDegrees(degrees, side / 2f, side / 2f);
            canvas.DrawBitmap(image, (side - image.Width) / 2f, (side - image.Height) / 2f,
                new SKSamplingOptions(SKFilterMode.Linear), null);
        });
    }

    /// <summary>Grey on a lighter grey, as old thermal paper.</summary>
    public static SKBitmap Faded(this SKBitmap image) => Drawn(image.Width, image.Height, canvas =>
    {
        using var paint = new SKPaint
        {
            ColorFilter = SKColorFilter.CreateColorMatrix([.25f, 0, 0, 0, .6f, 0, .25f, 0, 0, .6f, 0, 0, .25f, 0, .6f, 0, 0, 0, 1, 0]),
        };
        canvas.DrawBitmap(image, 0, 0, SKSamplingOptions.Default, paint);
    });

    private static SKBitmap Drawn(int width, int height, Action<SKCanvas> draw)
    {
        var target = Bitmaps.Empty(width, height);
        using var canvas = new SKCanvas(target);
        draw(canvas);
        return target;
    }
}
