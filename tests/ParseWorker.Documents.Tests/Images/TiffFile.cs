using BitMiracle.LibTiff.Classic;
using SkiaSharp;

namespace ParseWorker.Documents.Tests.Images;

/// <summary>Writes images as a TIFF of several pages, black and white in fax compression, as scanners do.</summary>
internal static class TiffFile
{
    public static byte[] Of(params SKBitmap[] images) => Make(tiff =>
    {
        foreach (var image in images)
            Write(tiff, image.Width, image.Height, (x, y) => image.GetPixel(x, y).Green < 128);
    });

    /// <summary>A standard fax: half as many rows to the inch as columns.</summary>
    public static byte[] Fax(SKBitmap image) => Make(tiff =>
    {
        tiff.SetField(TiffTag.XRESOLUTION, 204.0);
        tiff.SetField(TiffTag.YRESOLUTION, 98.0);
        Write(tiff, image.Width, image.Height * 98 / 204, (x, y) => image.GetPixel(x, y * 204 / 98).Green < 128);
    });

    /// <summary>White paper, which takes next to no bytes.</summary>
    public static byte[] Empty(int width, int height) => Make(tiff => Write(tiff, width, height, isInk: null));

    private static byte[] Make(Action<Tiff> write)
    {
        using var file = new MemoryStream();
        using (var tiff = Tiff.ClientOpen("memory", "w", file, new TiffStream())) write(tiff);
        return file.ToArray();
    }

    private static void Write(Tiff tiff, int width, int height, Func<int, int, bool>? isInk)
    {
        tiff.SetField(TiffTag.IMAGEWIDTH, width);
        tiff.SetField(TiffTag.IMAGELENGTH, height);
        tiff.SetField(TiffTag.BITSPERSAMPLE, 1);
        tiff.SetField(TiffTag.SAMPLESPERPIXEL, 1);
        tiff.SetField(TiffTag.COMPRESSION, Compression.CCITTFAX4);
        tiff.SetField(TiffTag.PHOTOMETRIC, Photometric.MINISWHITE);
        tiff.SetField(TiffTag.ROWSPERSTRIP, height);
        var row = new byte[(width + 7) / 8];
        for (var y = 0; y < height; y++)
        {
            Array.Clear(row);
            for (var x = 0; isInk is not null && x < width; x++)
                if (isInk(x, y)) row[x / 8] |= (byte)(0x80 >> (x % 8));
            tiff.WriteScanline(row, y);
        }
        tiff.WriteDirectory();
    }
}
