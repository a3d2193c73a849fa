using System.Globalization;
using System.Text;
using ParseWorker.Documents.Ocr.LineImages;

namespace ParseWorker.Documents.Ocr.SecondReading;

/// <summary>Lines of text as image files, one beside the other in a directory of their own, which goes with this.</summary>
internal sealed class LineImageFiles : IDisposable
{
    /// <summary>White around a line, in pixels: Tesseract reads characters badly that touch the image's edge.</summary>
    private const int Border = 8;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("accents-");

    private readonly List<string> _files = [];

    /// <summary>The directory.</summary>
    public string Folder => _directory.FullName;

    /// <summary>How many there are.</summary>
    public int Count => _files.Count;

    /// <summary>Adds a line.</summary>
    public void Add(LineImage line)
    {
        var path = Path.Combine(Folder, $"{_files.Count.ToString(CultureInfo.InvariantCulture)}.pgm");
        using var file = File.Create(path);
        Write(file, line.Brightness(), line.Width);
        _files.Add(path);
    }

    /// <summary>A file that names all of them, in the order they were added.</summary>
    public string List()
    {
        var path = Path.Combine(Folder, "list");
        File.WriteAllLines(path, _files);
        return path;
    }

    public void Dispose() => _directory.Delete(recursive: true);

    /// <summary>Netpbm's pgm(5): "P5", width, height, 255, then a byte a pixel.</summary>
    private static void Write(FileStream file, ReadOnlySpan<byte> brightness, int width)
    {
        var (wide, high) = (width + 2 * Border, LineImage.Height + 2 * Border);
        file.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"P5 {wide} {high} 255\n")));
        var pixels = new byte[wide * high];
        pixels.AsSpan().Fill(byte.MaxValue);
        for (var y = 0; y < LineImage.Height; y++) brightness.Slice(y * width, width).CopyTo(pixels.AsSpan((y + Border) * wide + Border));
        file.Write(pixels);
    }
}
