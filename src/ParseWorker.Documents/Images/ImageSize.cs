using SkiaSharp;

namespace ParseWorker.Documents.Images;

/// <summary>How large images may be, and how large OCR wants them.</summary>
internal static class ImageSize
{
    /// <summary>Pixels that are decoded at most, four bytes each: A4 at 800 dpi.</summary>
    public const long Most = 64_000_000;

    /// <summary>Pixels that OCR gains nothing beyond: A4 at 300 dpi and half as much again.</summary>
    private const double Enough = 13_000_000;

    /// <exception cref="DocumentException">It is too large; nothing has been decoded yet.</exception>
    public static void Check(long width, long height)
    {
        if (width < 1 || height < 1) throw new DocumentException(DocumentErrors.Corrupt("The image has no pixels."));
        if (width > Most || height > Most || width * height > Most)
            throw new DocumentException(DocumentErrors.ImageTooLarge(width, height, Most));
    }

    /// <summary>The factor that makes an image as large as OCR wants it, 1 at most.</summary>
    public static double Shrinking(double width, double height) => Math.Min(1, Math.Sqrt(Enough / (width * height)));

    /// <summary>An image's size as OCR wants it, of the same shape.</summary>
    public static SKSizeI Useful(double width, double height)
    {
        var scale = Shrinking(width, height);
        return new(Math.Max(1, (int)(width * scale)), Math.Max(1, (int)(height * scale)));
    }
}
