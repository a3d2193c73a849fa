using SkiaSharp;

namespace ParseWorker.Documents.Images.Pages;

/// <summary>Images as every vision model takes them.</summary>
internal static class JpegImage
{
    /// <summary>Characters keep their edges, and a page stays under a megabyte or two.</summary>
    private const int Quality = 90;

    public static PageImageFile Of(SKBitmap image)
    {
        using var jpeg = image.Encode(SKEncodedImageFormat.Jpeg, Quality);
        return new PageImageFile("image/jpeg", jpeg.ToArray());
    }
}
