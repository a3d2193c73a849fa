using System.Runtime.InteropServices;
using BitMiracle.LibTiff.Classic;
using SkiaSharp;

namespace ParseWorker.Documents.Images.Files;

/// <summary>TIFF by LibTiff.NET: fax, LZW, deflate, PackBits and JPEG; a page for each of its directories.</summary>
internal sealed class TiffImageFile : IImageFile
{
    /// <summary>Directories at most: a few bytes each could list millions.</summary>
    private const int MaxPages = 10_000;

    /// <summary>A pixel's sides differ by less: fax has 2.08 at most, and whatever says more says nothing.</summary>
    private const double MostStretched = 5;

    private readonly Tiff _tiff;

    /// <exception cref="DocumentException">It cannot be read.</exception>
    public TiffImageFile(byte[] bytes)
    {
        SilentTiff.Install();
        _tiff = Tiff.ClientOpen("document", "r", new MemoryStream(bytes), new TiffStream()) ?? throw Damaged();
        Count = _tiff.NumberOfDirectories();
        if (Count is < 1 or > MaxPages) throw Damaged();
    }

    public int Count { get; }

    public SKBitmap Decode(int number)
    {
        if (!_tiff.SetDirectory(checked((short)(number - 1)))) throw Damaged();
        var (width, height) = (Field(TiffTag.IMAGEWIDTH), Field(TiffTag.IMAGELENGTH));
        ImageSize.Check(width, height);
        // Row by row from the upper left, whatever the file's orientation; 0xAABBGGRR.
        var raster = new int[width * height];
        if (!_tiff.ReadRGBAImageOriented(width, height, raster, Orientation.TOPLEFT, stopOnError: true)) throw Damaged();
        var pinned = GCHandle.Alloc(raster, GCHandleType.Pinned);
        try
        {
            using var pixels = new SKBitmap();
            pixels.InstallPixels(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Premul), pinned.AddrOfPinnedObject());
            return Bitmaps.OnPaper(pixels, SKEncodedOrigin.TopLeft, ImageSize.Useful(width, height * Stretch()));
        }
        finally
        {
            pinned.Free();
        }
    }

    public void Dispose() => _tiff.Dispose();

    /// <summary>
    /// A pixel's height over its width (TIFF 6.0 §8, XResolution and YResolution): a standard fax has 204 columns to the inch and
    /// 98 rows.
    /// </summary>
    private double Stretch()
    {
        var stretch = Resolution(TiffTag.XRESOLUTION) / Resolution(TiffTag.YRESOLUTION);
        return stretch is > 1 / MostStretched and < MostStretched ? stretch : 1;
    }

    private double Resolution(TiffTag tag) => _tiff.GetField(tag) is { Length: > 0 } values ? values[0].ToDouble() : double.NaN;

    private int Field(TiffTag tag) => _tiff.GetField(tag) is { Length: > 0 } values ? values[0].ToInt() : 0;

    private static DocumentException Damaged() => new(DocumentErrors.Corrupt("The TIFF image is damaged and cannot be decoded."));
}
