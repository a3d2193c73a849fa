using ParseWorker.Documents.Ocr;
using ParseWorker.Documents.Pdf.Raster;
using ParseWorker.Documents.Tests.Pdf;
using SkiaSharp;

namespace ParseWorker.Documents.Tests.Images;

/// <summary>Pictures of text: a page is set, drawn, and spoilt as scanners and cameras do.</summary>
internal static class Picture
{
    public const string Letter = "Minutes of the council\n\nThe harbour was closed for nine days\nbecause of the heavy storm in March.\nRepairs cost 48,250 pounds in all.";

    /// <summary>What is read of <see cref="Letter"/> must hold these.</summary>
    public static readonly string[] Words = ["Minutes of the council", "harbour was closed for nine days", "48,250 pounds"];

    /// <summary>A page of text as a picture.</summary>
    public static SKBitmap Of(string text, double dpi = 144, double size = 11) => Of(Page(text, size), dpi);

    /// <summary>A page of a document as a picture.</summary>
    public static SKBitmap Of(PageBuilder page, double dpi = 144)
    {
        var pdf = page.Pdf();
        using var rasterizer = new PageRasterizer(LocalFile.Of(new MemoryStream(pdf), pdf));
        return rasterizer.Draw(1, new SKSize(612, 792), dpi, TestContext.Current.CancellationToken)!;
    }

    /// <summary>A page set in a font that has all letters of Latin script; it comes with the packages that draw pages.</summary>
    public static SKBitmap Set(string text, string font = "DejaVuSerif") => Drawn(1240, 700, canvas =>
    {
        using var face = SKTypeface.FromFile($"/usr/share/fonts/truetype/dejavu/{font}.ttf");
        using var letters = new SKFont(face, 27) { Edging = SKFontEdging.Antialias };
        using var ink = new SKPaint { Color = SKColors.Black, IsAntialias = true };
        canvas.Clear(SKColors.White);
        foreach (var (at, line) in text.Split('\n').Index()) canvas.DrawText(line, 80, 90 + 40 * at, SKTextAlign.Left, letters, ink);
    });

    private static PageBuilder Page(string text, double size)
    {
        var page = new PageBuilder();
        var lines = text.Split('\n');
        for (var at = 0; at < lines.Length; at++) page.Text(72, 720 - 1.3 * size * at, lines[at], size);
        return page;
    }

    /// <summary>The letters alone.</summary>
    public static string Unspaced(string text) => string.Concat(text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public static byte[] Encoded(this SKBitmap picture, SKEncodedImageFormat format = SKEncodedImageFormat.Png)
    {
        using var data = picture.Encode(format, 90);
        return data.ToArray();
    }

    /// <summary>The picture turned about its middle, on paper that has room for it.</summary>
    public static SKBitmap Turned(this SKBitmap picture, float degrees)
    {
        var side = (int)Math.Sqrt((double)picture.Width * picture.Width + (double)picture.Height * picture.Height);
        return Drawn(side, side, canvas =>
        {
            canvas.Clear(SKColors.White);
            canvas.RotateDegrees(degrees, side / 2f, side / 2f);
            canvas.DrawBitmap(picture, (side - picture.Width) / 2f, (side - picture.Height) / 2f, new SKSamplingOptions(SKFilterMode.Linear), null);
        });
    }

    /// <summary>Grey on a lighter grey, as old thermal paper.</summary>
    public static SKBitmap Faded(this SKBitmap picture) => Drawn(picture.Width, picture.Height, canvas =>
    {
        using var paint = new SKPaint { ColorFilter = SKColorFilter.CreateColorMatrix([.25f, 0, 0, 0, .6f, 0, .25f, 0, 0, .6f, 0, 0, .25f, 0, .6f, 0, 0, 0, 1, 0]) };
        canvas.DrawBitmap(picture, 0, 0, SKSamplingOptions.Default, paint);
    });

    private static SKBitmap Drawn(int width, int height, Action<SKCanvas> draw)
    {
        var target = Pictures.Empty(width, height);
        using var canvas = new SKCanvas(target);
        draw(canvas);
        return target;
    }
}
