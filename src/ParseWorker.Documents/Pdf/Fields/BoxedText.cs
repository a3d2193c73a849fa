using ParseWorker.Documents.Pdf.Characters;
using ParseWorker.Documents.Pdf.Geometry;
using ParseWorker.Documents.Pdf.Glyphs;

namespace ParseWorker.Documents.Pdf.Fields;

/// <summary>Sets a text into a rectangle as viewers do when a document leaves it to them.</summary>
internal static class BoxedText
{
    private const double LargestSize = 11;
    private const double SizeOfHeight = 0.7;

    /// <summary>Of a glyph, in em: Helvetica's mean.</summary>
    private const double Advance = 0.5;

    private const double LineHeight = 1.2;
    private const double Margin = 2;

    /// <summary>Glyphs are not set smaller to make room for more lines; a text that needs it is set narrower.</summary>
    private const double SmallestSize = 5;

    private const double Smaller = 0.9;

    /// <summary>The glyphs, with spaces, line by line from the top. None is outside the rectangle's width.</summary>
    public static IEnumerable<Glyph> In(string text, Box place)
    {
        var (paragraphs, width) = (text.ReplaceLineEndings("\n").Split('\n'), Math.Max(1, place.Width - 2 * Margin));
        var size = Math.Clamp(SizeOfHeight * place.Height / paragraphs.Length, 1, LargestSize);
        var lines = Wrapped(paragraphs, width / (Advance * size));
        while (lines.Count > paragraphs.Length && lines.Count * LineHeight * size > place.Height && size > SmallestSize)
        {
            size = Math.Max(SmallestSize, Smaller * size);
            lines = Wrapped(paragraphs, width / (Advance * size));
        }
        if (lines.Count * LineHeight * size > place.Height) lines = [.. paragraphs];
        var top = place.Bottom + (place.Height + (lines.Count - 1) * LineHeight * size) / 2;
        return lines.SelectMany((line, index) => Set(line, place.Left + Margin, top - index * LineHeight * size - size / 3, size, width));
    }

    private static List<string> Wrapped(string[] paragraphs, double most)
    {
        var lines = new List<string>();
        foreach (var paragraph in paragraphs)
        {
            lines.Add("");
            foreach (var word in paragraph.Split(' '))
            {
                if (lines[^1].Length > 0 && lines[^1].Length + 1 + word.Length > most) lines.Add(word);
                else lines[^1] = lines[^1].Length == 0 ? word : $"{lines[^1]} {word}";
            }
        }
        return lines;
    }

    /// <summary>As it looks: from the left, whichever way it is read.</summary>
    private static IEnumerable<Glyph> Set(string line, double left, double baseline, double size, double width)
    {
        var characters = RightToLeft.Read([.. line.EnumerateRunes().Select(rune => rune.ToString())]);
        var advance = Math.Min(Advance * size, width / Math.Max(1, characters.Count));
        return characters.Select((character, at) =>
        {
            var from = left + at * advance;
            return new Glyph(character, new Box(from, baseline - size / 5, from + advance, baseline + 0.75 * size), baseline, size, false,
                string.IsNullOrWhiteSpace(character));
        });
    }
}
