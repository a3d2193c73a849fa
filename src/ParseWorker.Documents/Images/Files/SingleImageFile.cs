using SkiaSharp;

namespace ParseWorker.Documents.Images.Files;

/// <summary>PNG, JPEG, WebP, BMP and GIF, by Skia; of an animation the first image.</summary>
internal sealed class SingleImageFile : IImageFile
{
    private readonly SKData _data;
    private readonly SKCodec _codec;

    /// <exception cref="DocumentException">It cannot be decoded, or is too large.</exception>
    public SingleImageFile(byte[] bytes)
    {
        _data = SKData.CreateCopy(bytes);
        _codec = SKCodec.Create(_data) ?? throw Damaged();
        ImageSize.Check(_codec.Info.Width, _codec.Info.Height);
    }

    public int Count => 1;

    public SKBitmap Decode(int number)
    {
        // JPEG and WebP can be decoded at a part of their size; the others come whole.
        var size = _codec.GetScaledDimensions((float)ImageSize.Shrinking(_codec.Info.Width, _codec.Info.Height));
        using var pixels = new SKBitmap(size.Width, size.Height, SKColorType.Bgra8888, SKAlphaType.Premul);
        // One that breaks off is refused: what is left of it must not pass for all of it.
        if (_codec.GetPixels(pixels.Info, pixels.GetPixels()) != SKCodecResult.Success) throw Damaged();
        return Bitmaps.OnPaper(pixels, _codec.EncodedOrigin, ImageSize.Useful(size.Width, size.Height));
    }

    public void Dispose()
    {
        _codec.Dispose();
        _data.Dispose();
    }

    private static DocumentException Damaged() => new(DocumentErrors.Corrupt("The image is damaged and cannot be decoded."));
}
