using ParseWorker.Documents.Images;
using ParseWorker.Documents.Ocr.Model;
using SkiaSharp;

namespace ParseWorker.Documents.Ocr.LineImages;

/// <summary>A line of text cut out of an image, laid straight and made as high as the recogniser wants it.</summary>
internal sealed class LineImage : IDisposable
{
    /// <summary>Rows of every line's image: what PP-OCR's recogniser was trained on.</summary>
    public const int Height = 48;

    /// <summary>Columns at most: 150 times as long as high is a line of 400 characters, or no text.</summary>
    private const int MaxWidth = 150 * Height;

    /// <summary>
    /// Scales at which a pixel of the image is about one of the line's: averaging two of them reads as well as more costly ways.
    /// </summary>
    private const double AboutSame = 1.3;

    private readonly SKBitmap _pixels;
    private readonly Lazy<InkGaps> _ink;

    private LineImage(SKBitmap pixels)
    {
        _pixels = pixels;
        _ink = new Lazy<InkGaps>(() => new InkGaps(Brightness()));
    }

    public int Width => _pixels.Width;

    public InkGaps Ink => _ink.Value;

    public static LineImage Cut(SKImage image, TextBox box)
    {
        var scale = Height / box.Height;
        var pixels = Bitmaps.Empty(Math.Clamp((int)Math.Round(box.Width * scale), Height / 2, MaxWidth), Height);
        using var canvas = new SKCanvas(pixels);
        canvas.Clear(SKColors.White);
        canvas.Translate(pixels.Width / 2f, Height / 2f);
        canvas.Scale((float)(pixels.Width / box.Width), (float)scale);
        canvas.RotateRadians((float)-box.Angle);
        canvas.Translate((float)-box.CenterX, (float)-box.CenterY);
        canvas.DrawImage(image, 0, 0, Smoothing(scale));
        return new(pixels);
    }

    private static SKSamplingOptions Smoothing(double scale) => scale switch
    {
        < 1 / AboutSame => new(SKFilterMode.Linear, SKMipmapMode.Linear),
        < AboutSame => new(SKFilterMode.Linear),
        _ => new(SKCubicResampler.CatmullRom),
    };

    /// <summary>
    /// Writes a stretch of the line as networks read it: each channel row by row, -1 to 1; what is left of a row stays 0.
    /// </summary>
    /// <param name="from">The stretch's first column.</param>
    /// <param name="count">Its columns; more than there are, or than a row of the target has, are left out.</param>
    /// <param name="target">Zeros.</param>
    /// <param name="width">Columns of a row of the target.</param>
    public void WriteTo(int from, int count, Span<float> target, int width)
    {
        var pixels = _pixels.GetPixelSpan();
        for (var channel = 0; channel < 3; channel++)
            for (var y = 0; y < Height; y++)
            {
                var row = target.Slice((channel * Height + y) * width, Math.Min(Math.Min(width, count), Width - from));
                for (int x = 0, at = 4 * (y * Width + from) + channel; x < row.Length; x++, at += 4) row[x] = pixels[at] / 127.5f - 1;
            }
    }

    /// <summary>Brightness of every pixel, 0 to 255.</summary>
    /// <exception cref="ObjectDisposedException">The line was disposed.</exception>
    public byte[] Brightness()
    {
        ObjectDisposedException.ThrowIf(_pixels.Handle == IntPtr.Zero, this);
        return Bitmaps.Brightness(_pixels);
    }

    public void Dispose() => _pixels.Dispose();
}
