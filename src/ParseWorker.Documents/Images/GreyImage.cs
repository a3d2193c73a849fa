using SkiaSharp;

namespace ParseWorker.Documents.Images;

/// <summary>The brightness of an image's pixels, row by row.</summary>
internal sealed class GreyImage(byte[] pixels, int width, int height)
{
    /// <summary>Pixels of a square that is transposed at once: its rows and its columns both fit the processor's cache.</summary>
    private const int Square = 32;

    public int Width => width;

    public int Height => height;

    public ReadOnlySpan<byte> Row(int y) => pixels.AsSpan(y * width, width);

    /// <param name="image">Bgra8888.</param>
    public static GreyImage Of(SKBitmap image) => new(Bitmaps.Brightness(image), image.Width, image.Height);

    /// <summary>Its columns as rows.</summary>
    public GreyImage Transposed()
    {
        var turned = new byte[pixels.Length];
        for (var top = 0; top < height; top += Square)
            for (var left = 0; left < width; left += Square)
                for (var y = top; y < Math.Min(top + Square, height); y++)
                    for (var x = left; x < Math.Min(left + Square, width); x++) turned[x * height + y] = pixels[y * width + x];
        return new(turned, height, width);
    }
}
