using ParseWorker.Documents.Ocr.Model;
using ParseWorker.Documents.Pdf.Geometry;
using ParseWorker.Documents.Pdf.Glyphs;

namespace ParseWorker.Documents.Ocr.Pages;

/// <summary>A recognised line after the page was laid straight, in points; the origin is at the lower left.</summary>
internal sealed class LevelledLine
{
    private const double Ascent = 0.75;
    private const double Descent = 0.22;

    private readonly IReadOnlyList<RecognizedCharacter> _characters;
    private readonly double _left;
    private readonly double _width;

    private LevelledLine(RecognizedLine line, double left, double middle, double width, double height)
    {
        _characters = line.Characters;
        (_left, _width, Height, Middle) = (left, width, height, middle);
        Size = RecognizedPage.SizeOfHeight * height;
        Baseline = middle - RecognizedPage.Baseline * height;
    }

    public double Height { get; }

    public double Middle { get; }

    public double Baseline { get; set; }

    public double Size { get; set; }

    public int Characters => _characters.Count;

    public static LevelledLine Of(RecognizedLine line, double sin, double cos, ImagePlacement place)
    {
        var box = line.Box;
        var (along, across) = (box.CenterX * cos + box.CenterY * sin, box.CenterY * cos - box.CenterX * sin);
        var scale = place.PointsPerPixel;
        return new(line, place.X(along - box.Width / 2), place.Y(across), box.Width * scale, box.Height * scale);
    }

    public IEnumerable<Glyph> Glyphs()
    {
        foreach (var character in _characters)
        {
            var (left, right) = (_left + character.From * _width, _left + character.To * _width);
            var box = new Box(left, Baseline - Descent * Size, right, Baseline + Ascent * Size);
            yield return new Glyph(character.Text, box, Baseline, Size, IsBold: false, string.IsNullOrWhiteSpace(character.Text));
        }
    }
}
