using System.Globalization;
using System.Runtime.InteropServices;
using SkiaSharp;

namespace ParseWorker.Documents.Images.Raster;

/// <summary>
/// Reads the uncompressed colour images that pdftoppm writes: "P6", width, height, 255, then three bytes a pixel (Netpbm's ppm(5)).
/// </summary>
internal static class PortablePixmap
{
    /// <exception cref="InvalidDataException">It is no such image, or has more pixels than allowed.</exception>
    /// <exception cref="EndOfStreamException">It ends too early.</exception>
    public static SKBitmap Read(Stream stream, long maxPixels)
    {
        if (Word(stream) != "P6") throw new InvalidDataException("An image does not begin with P6.");
        var (width, height, depth) = (Number(stream), Number(stream), Number(stream));
        if (depth != 255 || width < 1 || height < 1 || (long)width * height > maxPixels)
            throw new InvalidDataException($"An image of {width} x {height} with {depth} levels is not one of ours.");
        var bitmap = new SKBitmap(width, height, SKColorType.Bgra8888, SKAlphaType.Opaque);
        try
        {
            ReadRows(stream, bitmap);
            return bitmap;
        }
        catch
        {
            bitmap.Dispose();
            throw;
        }
    }

    private static void ReadRows(Stream stream, SKBitmap bitmap)
    {
        var row = new byte[bitmap.Width * 3];
        var pixels = MemoryMarshal.Cast<byte, uint>(bitmap.GetPixelSpan());
        for (var y = 0; y < bitmap.Height; y++)
        {
            stream.ReadExactly(row);
            var target = pixels.Slice(y * bitmap.Width, bitmap.Width);
            for (int x = 0, from = 0; x < target.Length; x++, from += 3)
                target[x] = 0xFF000000u | ((uint)row[from] << 16) | ((uint)row[from + 1] << 8) | row[from + 2];
        }
    }

    private static int Number(Stream stream) =>
        int.TryParse(Word(stream), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new InvalidDataException("An image's size is not a number.");

    /// <summary>A word and the one space after it.</summary>
    private static string Word(Stream stream)
    {
        Span<char> word = stackalloc char[12];
        for (var length = 0; length < word.Length; length++)
        {
            var next = stream.ReadByte();
            if (next < 0) throw new EndOfStreamException("An image ended within its header.");
            if (char.IsWhiteSpace((char)next)) return word[..length].ToString();
            word[length] = (char)next;
        }
        throw new InvalidDataException("An image's header holds too long a word.");
    }
}
