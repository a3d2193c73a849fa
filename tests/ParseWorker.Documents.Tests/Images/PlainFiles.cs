using System.Buffers.Binary;
using SkiaSharp;

namespace ParseWorker.Documents.Tests.Images;

/// <summary>Writes images in formats that Skia reads and does not write.</summary>
internal static class PlainFiles
{
    /// <summary>Windows 3: a file header, an info header, rows from the bottom, blue, green and red of each pixel.</summary>
    public static byte[] Bmp(SKBitmap image)
    {
        const int headers = 14 + 40;
        var stride = (3 * image.Width + 3) / 4 * 4;
        var bmp = new byte[headers + stride * image.Height];
        "BM"u8.CopyTo(bmp);
        Set(bmp, 2, bmp.Length, 0, headers, 40, image.Width, image.Height, 1 | 24 << 16);
        foreach (var (x, y) in Places(image))
        {
            var (pixel, at) = (image.GetPixel(x, y), headers + (image.Height - 1 - y) * stride + 3 * x);
            (bmp[at], bmp[at + 1], bmp[at + 2]) = (pixel.Blue, pixel.Green, pixel.Red);
        }
        return bmp;
    }

    /// <summary>
    /// GIF87a of black and white, whose codes stay as wide as they begin: a clear code before every pair of pixels sees to that.
    /// </summary>
    public static byte[] Gif(SKBitmap image)
    {
        // Codes of three bits: 0 and 1 are colours, 4 clears, 5 ends.
        int[] codes =
        [
            .. Places(image).Chunk(2).SelectMany(pair => pair.Select(at => image.GetPixel(at.X, at.Y).Green < 128 ? 0 : 1).Prepend(4)), 5,
        ];
        var data = new byte[(3 * codes.Length + 7) / 8];
        for (var bit = 0; bit < 3 * codes.Length; bit++)
            if ((codes[bit / 3] >> bit % 3 & 1) != 0) data[bit / 8] |= (byte)(1 << bit % 8);
        byte[] size = [(byte)image.Width, (byte)(image.Width >> 8), (byte)image.Height, (byte)(image.Height >> 8)];
        return
        [
            .. "GIF87a"u8, .. size, 0x80, 0, 0, 0, 0, 0, 255, 255, 255,
            (byte)',', 0, 0, 0, 0, .. size, 0, 2,
            .. data.Chunk(255).SelectMany(block => block.Prepend((byte)block.Length)), 0, (byte)';',
        ];
    }

    private static IEnumerable<(int X, int Y)> Places(SKBitmap image) =>
        Enumerable.Range(0, image.Height).SelectMany(y => Enumerable.Range(0, image.Width).Select(x => (x, y)));

    private static void Set(byte[] target, int at, params int[] numbers)
    {
        foreach (var number in numbers)
        {
            BinaryPrimitives.WriteInt32LittleEndian(target.AsSpan(at), number);
            at += sizeof(int);
        }
    }
}
