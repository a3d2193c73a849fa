using ParseWorker.Documents.Pdf.Layout;

namespace ParseWorker.Documents.Pdf.Tables;

/// <summary>
/// Finds tables that only lying lines mark, as books set them: over the head, under the head, under the last row. The lines are as wide
/// as the table; between them, most lines of text are in pieces.
/// </summary>
internal static class RuledBands
{
    private const double SameEdge = 8;

    /// <summary>Share of a band's lines that are in pieces.</summary>
    private const double InPieces = 0.6;

    /// <summary>Letters of a piece at the median: more is text in columns between two rules of the page.</summary>
    private const int MaxLetters = 30;

    /// <summary>The tables, with the place each takes.</summary>
    public static IEnumerable<PlacedTable> Find(IReadOnlyList<Ruling> lying, List<Fragment> text)
    {
        foreach (var group in Groups(lying))
        {
            var bands = group.Zip(group.Skip(1), (top, bottom) => Band(top, bottom, text)).ToList();
            foreach (var (from, to) in Runs(bands.ConvertAll(IsTabular)))
            {
                var lines = bands[from..to].SelectMany(band => band).ToList();
                if (lines.Count < 2 || !IsShort(lines)) continue;
                if (TextGrid.Read(lines, [.. group[from..(to + 1)].Select(rule => rule.At)]) is { } table)
                    yield return table;
            }
        }
    }

    /// <summary>Lines of one width, from top to bottom.</summary>
    private static IEnumerable<List<Ruling>> Groups(IReadOnlyList<Ruling> lying)
    {
        var groups = new List<List<Ruling>>();
        foreach (var rule in lying.Where(rule => rule.Length > 60).OrderByDescending(rule => rule.At))
        {
            var group = groups.Find(known => Math.Abs(known[0].From - rule.From) < SameEdge && Math.Abs(known[0].To - rule.To) < SameEdge);
            if (group is null) groups.Add([rule]);
            else group.Add(rule);
        }
        return groups.Where(group => group.Count > 1);
    }

    private static List<Line> Band(Ruling top, Ruling bottom, List<Fragment> text) => LineBuilder.Build(text.Where(fragment =>
        fragment.Box.CenterY < top.At && fragment.Box.CenterY > bottom.At && fragment.Box.CenterX > top.From - SameEdge && fragment.Box.CenterX < top.To + SameEdge));

    private static bool IsTabular(List<Line> band) => band.Count(line => line.Fragments.Count > 1) >= InPieces * band.Count;

    /// <summary>Stretches of tabular bands; an empty one counts as such, but holds nothing by itself.</summary>
    private static IEnumerable<(int From, int To)> Runs(List<bool> tabular)
    {
        for (var from = 0; from < tabular.Count; from++)
        {
            if (!tabular[from]) continue;
            var to = from;
            while (to < tabular.Count && tabular[to]) to++;
            yield return (from, to);
            from = to;
        }
    }

    private static bool IsShort(List<Line> lines)
    {
        var letters = lines.SelectMany(line => line.Fragments).Select(fragment => fragment.Letters).Order().ToList();
        return letters[letters.Count / 2] <= MaxLetters;
    }
}
