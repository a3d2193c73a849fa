using SkiaSharp;

namespace ParseWorker.Documents.Ocr;

/// <summary>What is done to pictures. They are all Bgra8888 and opaque.</summary>
internal static class Pictures
{
    /// <summary>Averages, so that thin strokes do not vanish.</summary>
    private static readonly SKSamplingOptions Shrinking = new(SKFilterMode.Linear, SKMipmapMode.Linear);

    /// <summary>Shrinks or enlarges.</summary>
    public static SKBitmap Resized(SKBitmap picture, int width, int height)
    {
        var target = Empty(width, height);
        using var canvas = new SKCanvas(target);
        using var image = SKImage.FromBitmap(picture);
        canvas.DrawImage(image, new SKRect(0, 0, width, height), Shrinking);
        return target;
    }

    /// <summary>Lays a picture on white paper, as its file says it is held, and shrinks it.</summary>
    /// <param name="pixels">May be transparent.</param>
    /// <param name="origin">Where the file's first pixel belongs (Exif 2.3 §4.6.4, Orientation).</param>
    /// <param name="scale">1 or less.</param>
    public static SKBitmap OnPaper(SKBitmap pixels, SKEncodedOrigin origin, double scale)
    {
        var (width, height) = (Math.Max(1, (int)(pixels.Width * scale)), Math.Max(1, (int)(pixels.Height * scale)));
        var turned = origin >= SKEncodedOrigin.LeftTop;
        var target = turned ? Empty(height, width) : Empty(width, height);
        using var canvas = new SKCanvas(target);
        canvas.Clear(SKColors.White);
        canvas.Concat(Placing(origin, width, height));
        using var image = SKImage.FromBitmap(pixels);
        canvas.DrawImage(image, new SKRect(0, 0, width, height), scale < 1 ? Shrinking : new SKSamplingOptions(SKFilterMode.Nearest));
        return target;
    }

    /// <summary>A copy of a part; what lies outside the picture is left out.</summary>
    public static SKBitmap Part(SKBitmap picture, SKRectI part)
    {
        var rect = SKRectI.Intersect(part, picture.Info.Rect);
        var target = Empty(Math.Max(1, rect.Width), Math.Max(1, rect.Height));
        using var canvas = new SKCanvas(target);
        using var image = SKImage.FromBitmap(picture);
        canvas.DrawImage(image, -rect.Left, -rect.Top, new SKSamplingOptions(SKFilterMode.Nearest));
        return target;
    }

    /// <summary>The picture turned to the right by a right angle.</summary>
    public static SKBitmap Turned(SKBitmap picture) => OnPaper(picture, SKEncodedOrigin.RightTop, 1);

    /// <summary>From a file's rows and columns to what it shows, of <paramref name="width"/> × <paramref name="height"/> before it is turned.</summary>
    private static SKMatrix Placing(SKEncodedOrigin origin, float width, float height) => origin switch
    {
        SKEncodedOrigin.TopRight => new(-1, 0, width, 0, 1, 0, 0, 0, 1),
        SKEncodedOrigin.BottomRight => new(-1, 0, width, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.BottomLeft => new(1, 0, 0, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.LeftTop => new(0, 1, 0, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightTop => new(0, -1, height, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightBottom => new(0, -1, height, -1, 0, width, 0, 0, 1),
        SKEncodedOrigin.LeftBottom => new(0, 1, 0, -1, 0, width, 0, 0, 1),
        _ => SKMatrix.Identity,
    };

    public static SKBitmap Empty(int width, int height) => new(width, height, SKColorType.Bgra8888, SKAlphaType.Opaque);
}
