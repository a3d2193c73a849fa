using System.Buffers.Binary;
using BitMiracle.LibTiff.Classic;
using SkiaSharp;

namespace ParseWorker.EngineHost.Tests.Fuzz;

/// <summary>Images of a few points in each format.</summary>
internal static class SmallImages
{
    private const int Side = 16;

    public static byte[] Jpeg => Encoded(SKEncodedImageFormat.Jpeg);

    public static byte[] WebP => Encoded(SKEncodedImageFormat.Webp);

    private static byte[] Encoded(SKEncodedImageFormat format)
    {
        using var image = new SKBitmap(Side, Side);
        for (var place = 0; place < Side * Side; place++) image.SetPixel(place % Side, place / Side, new SKColor(Shade(place), 0x80, 0x20));
        using var data = image.Encode(format, 90);
        return data.ToArray();
    }

    private static byte Shade(int place) => (byte)(place * 37);

    /// <summary>Two frames, grey, in LZW.</summary>
    public static byte[] Tiff()
    {
        using var file = new MemoryStream();
        using (var tiff = BitMiracle.LibTiff.Classic.Tiff.ClientOpen("memory", "w", file, new TiffStream()))
            for (var frame = 0; frame < 2; frame++) WriteFrame(tiff);
        return file.ToArray();
    }

    private static void WriteFrame(Tiff tiff)
    {
        tiff.SetField(TiffTag.IMAGEWIDTH, Side);
        tiff.SetField(TiffTag.IMAGELENGTH, Side);
        tiff.SetField(TiffTag.BITSPERSAMPLE, 8);
        tiff.SetField(TiffTag.SAMPLESPERPIXEL, 1);
        tiff.SetField(TiffTag.COMPRESSION, Compression.LZW);
        tiff.SetField(TiffTag.PHOTOMETRIC, Photometric.MINISBLACK);
        tiff.SetField(TiffTag.ROWSPERSTRIP, Side);
        for (var row = 0; row < Side; row++) tiff.WriteScanline([.. Enumerable.Range(row * Side, Side).Select(Shade)], row);
        tiff.WriteDirectory();
    }

    /// <summary>A header, then rows of three bytes a point.</summary>
    public static byte[] Bmp()
    {
        const int header = 54;
        var bmp = new byte[header + Side * Side * 3];
        "BM"u8.CopyTo(bmp);
        foreach (var (at, value) in ((int, int)[])[(2, bmp.Length), (10, header), (14, 40), (18, Side), (22, Side),
            (34, bmp.Length - header)])
            BinaryPrimitives.WriteInt32LittleEndian(bmp.AsSpan(at), value);
        (bmp[26], bmp[28]) = (1, 24);
        for (var at = header; at < bmp.Length; at++) bmp[at] = Shade(at);
        return bmp;
    }

    /// <summary>Four colours (GIF89a). Codes stay three bits wide, because the table of the LZW is cleared before it grows.</summary>
    public static byte[] Gif()
    {
        const int clear = 4, end = 5;
        var codes = Enumerable.Range(0, Side * Side)
            .SelectMany(place => place % 2 == 0 ? (int[])[clear, Shade(place) & 3] : [Shade(place) & 3]).Append(end);
        var data = new byte[(Side * Side * 3 / 2 + 1) * 3 / 8 + 1];
        foreach (var (at, code) in codes.Index())
            for (var bit = 0; bit < 3; bit++) data[(at * 3 + bit) / 8] |= (byte)((code >> bit & 1) << (at * 3 + bit) % 8);
        return
        [
            .. "GIF89a"u8, Side, 0, Side, 0, 0x81, 0, 0, 0, 0, 0, 85, 85, 85, 170, 170, 170, 255, 255, 255,
            .. ","u8, 0, 0, 0, 0, Side, 0, Side, 0, 0, 2, (byte)data.Length, .. data, 0, .. ";"u8,
        ];
    }
}
