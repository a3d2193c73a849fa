using SkiaSharp;

namespace ParseWorker.Documents.Images;

/// <summary>What is done to images. They are all Bgra8888 and opaque.</summary>
internal static class Bitmaps
{
    /// <summary>Averages, so that thin strokes do not vanish.</summary>
    private static readonly SKSamplingOptions Shrinking = new(SKFilterMode.Linear, SKMipmapMode.Linear);

    /// <summary>Shrinks or enlarges.</summary>
    public static SKBitmap Resized(SKBitmap image, int width, int height)
    {
        var target = Empty(width, height);
        using var canvas = new SKCanvas(target);
        using var source = SKImage.FromBitmap(image);
        canvas.DrawImage(source, new SKRect(0, 0, width, height), Shrinking);
        return target;
    }

    /// <summary>Lays an image on white paper, as its file says it is held, and gives it another size.</summary>
    /// <param name="pixels">May be transparent.</param>
    /// <param name="origin">Where the file's first pixel belongs (Exif 2.3 §4.6.4, Orientation).</param>
    /// <param name="size">Before it is turned.</param>
    public static SKBitmap OnPaper(SKBitmap pixels, SKEncodedOrigin origin, SKSizeI size)
    {
        var (width, height) = (size.Width, size.Height);
        var turned = origin >= SKEncodedOrigin.LeftTop;
        var target = turned ? Empty(height, width) : Empty(width, height);
        using var canvas = new SKCanvas(target);
        canvas.Clear(SKColors.White);
        canvas.Concat(Placing(origin, width, height));
        using var source = SKImage.FromBitmap(pixels);
        var sampling = size == pixels.Info.Size ? new SKSamplingOptions(SKFilterMode.Nearest) : Shrinking;
        canvas.DrawImage(source, new SKRect(0, 0, width, height), sampling);
        return target;
    }

    /// <summary>A copy of a part; what lies outside the image is left out.</summary>
    public static SKBitmap Part(SKBitmap image, SKRectI part)
    {
        var rect = SKRectI.Intersect(part, image.Info.Rect);
        var target = Empty(Math.Max(1, rect.Width), Math.Max(1, rect.Height));
        using var canvas = new SKCanvas(target);
        using var source = SKImage.FromBitmap(image);
        canvas.DrawImage(source, -rect.Left, -rect.Top, new SKSamplingOptions(SKFilterMode.Nearest));
        return target;
    }

    /// <summary>The image turned to the right by a right angle.</summary>
    public static SKBitmap Turned(SKBitmap image) => OnPaper(image, SKEncodedOrigin.RightTop, image.Info.Size);

    /// <summary>The image levelled: what is skewed by an angle becomes horizontal, on paper that has room for it.</summary>
    /// <param name="image">Bgra8888.</param>
    /// <param name="skew">Radians; above 0 it falls to the right.</param>
    /// <param name="left">Where the new image begins, counted from the upper left corner of the old one.</param>
    /// <param name="top">Likewise.</param>
    public static SKBitmap Levelled(SKBitmap image, double skew, out int left, out int top)
    {
        var turn = SKMatrix.CreateRotation((float)-skew);
        var room = SKRectI.Ceiling(turn.MapRect(image.Info.Rect), true);
        (left, top) = (room.Left, room.Top);
        var target = Empty(room.Width, room.Height);
        using var canvas = new SKCanvas(target);
        canvas.Clear(SKColors.White);
        canvas.Translate(-left, -top);
        canvas.Concat(turn);
        using var source = SKImage.FromBitmap(image);
        canvas.DrawImage(source, 0, 0, new SKSamplingOptions(SKFilterMode.Linear));
        return target;
    }

    /// <summary>Brightness of every pixel, 0 to 255.</summary>
    public static byte[] Brightness(SKBitmap image)
    {
        var pixels = image.GetPixelSpan();
        var brightness = new byte[image.Width * image.Height];
        // Rec. 601's weights of red, green and blue.
        for (int at = 0, from = 0; at < brightness.Length; at++, from += 4)
            brightness[at] = (byte)((pixels[from] * 29 + pixels[from + 1] * 150 + pixels[from + 2] * 77) >> 8);
        return brightness;
    }

    /// <summary>
    /// From a file's rows and columns to what it shows, of <paramref name="width"/> × <paramref name="height"/> before it is turned.
    /// </summary>
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
