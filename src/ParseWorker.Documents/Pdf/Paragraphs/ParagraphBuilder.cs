using ParseWorker.Documents.Pdf.Characters;
using ParseWorker.Documents.Pdf.Lines;

namespace ParseWorker.Documents.Pdf.Paragraphs;

/// <summary>Joins the lines of a column into paragraphs.</summary>
internal static class ParagraphBuilder
{
    /// <summary>Sizes that differ by more than this are of two paragraphs.</summary>
    private const double OtherSize = 0.08;

    /// <summary>A line distance this much wider than the usual one of lines this large ends a paragraph.</summary>
    private const double WideDistance = 1.25;

    /// <summary>The same in em, where there are too few lines to know what is usual: titles.</summary>
    private const double WideSizes = 1.6;

    private const int EnoughDistances = 3;

    /// <summary>A first line is set in by this part of the size at least.</summary>
    private const double Indent = 0.8;

    /// <summary>Share of a line's width by which it may end before the longest without being the last.</summary>
    private const double Ragged = 0.1;

    public static List<PageParagraph> Build(IReadOnlyList<Line> lines)
    {
        var paragraphs = new List<List<Line>>();
        var usual = new Dictionary<int, double>();
        var right = lines.Count == 0 ? 0 : lines.Max(line => line.Box.Right);
        foreach (var line in lines)
        {
            if (paragraphs.Count == 0 || IsNew(paragraphs[^1], line, WidestDistance(lines, line, usual), right)) paragraphs.Add([]);
            paragraphs[^1].Add(line);
        }
        return [.. paragraphs.Select(paragraph => new PageParagraph(paragraph))];
    }

    private static bool IsNew(List<Line> paragraph, Line line, double widest, double right)
    {
        var last = paragraph[^1];
        if (Math.Abs(line.Size - last.Size) > OtherSize * last.Size || line.Bold != last.Bold) return true;
        if (last.Baseline - line.Baseline > widest) return true;
        if (IsPoint(paragraph, line, right) || LeaderLine.Is(last.Text)) return true;
        return IsIndented(paragraph, line) || EndsShort(last, line, right);
    }

    /// <summary>
    /// A line that begins like a list's point is one when its marker stands apart, or the line before has come to an end; running text may
    /// have a dash, a date or a short word ("o", "a") there.
    /// </summary>
    private static bool IsPoint(List<Line> paragraph, Line line, double right) =>
        ListMarker.Find(line.Text) is not null
        && (line.Fragments.Count > 1 || ListMarker.IsBullet(line.Text) || ListMarker.Find(paragraph[0].Text) is not null
        || HasEnded(paragraph[^1], right));

    private static bool HasEnded(Line line, double right) =>
        line.Text[^1] is '.' or ':' or ';' or '!' or '?' or ',' || right - line.Box.Right > Ragged * (right - line.Box.Left);

    /// <summary>Set in against the line before, which was not: a hanging second line of a list's point is the other way round.</summary>
    private static bool IsIndented(List<Line> paragraph, Line line)
    {
        var step = line.Box.Left - paragraph[^1].Box.Left;
        return step > Indent * line.Size && !IsCentred(paragraph[^1], line)
            && (paragraph.Count > 1 || ListMarker.Find(paragraph[0].Text) is null);
    }

    private static bool IsCentred(Line upper, Line line) => Math.Abs(upper.Box.CenterX - line.Box.CenterX) < 0.25 * line.Size;

    /// <summary>The line before ended its sentence well before the column's edge.</summary>
    private static bool EndsShort(Line last, Line line, double right) =>
        right - last.Box.Right > 0.2 * (right - last.Box.Left) && last.Text[^1] is ('.' or '!' or '?' or ':')
            && !char.IsLower(line.Text[0]);

    private static double WidestDistance(IReadOnlyList<Line> lines, Line line, Dictionary<int, double> known)
    {
        var size = (int)Math.Round(line.Size);
        if (known.TryGetValue(size, out var widest)) return widest;
        var distances = lines.Zip(lines.Skip(1))
            .Where(pair => Math.Round(pair.First.Size) == size && Math.Round(pair.Second.Size) == size)
            .Select(pair => pair.First.Baseline - pair.Second.Baseline)
            .Where(distance => distance > 0)
            .Order()
            .ToList();
        var usual = distances.Count < EnoughDistances ? 0 : distances[(distances.Count - 1) / 2];
        return known[size] = usual > 0 && usual < 2 * line.Size ? WideDistance * Math.Max(usual, line.Size) : WideSizes * line.Size;
    }
}
