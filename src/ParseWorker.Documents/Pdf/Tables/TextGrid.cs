using ParseWorker.Documents.Pdf.Fragments;
using ParseWorker.Documents.Pdf.Geometry;
using ParseWorker.Documents.Pdf.Lines;
using ParseWorker.Documents.Pdf.Paragraphs;
using ParseWorker.Documents.Pdf.Rules;
using ParseWorker.Documents.Pdf.Tables.Cells;

namespace ParseWorker.Documents.Pdf.Tables;

/// <summary>Makes a table of text that stands in columns and rows without lines between them.</summary>
internal static class TextGrid
{
    /// <summary>The table, or null when the text makes no columns.</summary>
    /// <param name="lines">From top to bottom.</param>
    /// <param name="rules">Heights of lines drawn between rows: what two of them enclose is a row when every row has its own.</param>
    /// <param name="parts">Shorter lines between rows, as stand below titles over some of the columns.</param>
    public static PlacedTable? Read(IReadOnlyList<Line> lines, IReadOnlyList<double> rules, IReadOnlyList<Ruling> parts)
    {
        var columns = TextColumns.Find(lines, rules.Count > 1);
        if (columns.Count < 2) return null;
        var text = lines.SelectMany(line => line.Fragments).ToList();
        var (rows, names) = rules.Count > 1 ? TallNames.Rows(text, columns, rules)
            : (CellRows.Of(text, columns, rules), null);
        if (rows.Count < 2) return null;
        var owners = Enumerable.Range(0, rows.Count * columns.Count).ToArray();
        var texts = new Dictionary<int, List<Fragment>>();
        for (var row = 0; row < rows.Count; row++)
            foreach (var fragment in rows[row]) Put(fragment, row * columns.Count, columns, owners, texts);
        ReachingTitles.Put(parts, rows.Count, columns, owners, texts);
        Spread(rows, columns, owners, texts);
        if (names is not null) TallNames.Put(names, rows, columns, rules, owners, texts);
        var table = TableShape.Make(owners, rows.Count, columns.Count, cell => texts.TryGetValue(cell, out var own)
            ? PageParagraph.TextOf(own) : "");
        var hasHeader = TableHeader.IsSure(table, lines[0].Fragments, text);
        return new PlacedTable(Box.Around(lines.Select(line => line.Box)), table, columns, hasHeader);
    }

    /// <summary>Titles above the header row reach over those that they stand over the middle of.</summary>
    private static void Spread(List<List<Fragment>> rows, List<TextColumn> columns, int[] owners, Dictionary<int, List<Fragment>> texts)
    {
        for (var start = 0; start < (rows.Count - 1) * columns.Count && IsOfTitles(start, columns.Count, texts); start += columns.Count)
            for (var column = 0; column < columns.Count; column++)
            {
                if (!texts.TryGetValue(start + column, out var title) || title.Count != 1) continue;
                var row = start;
                var (first, last) = CentredTitle.Over(title[0], column, columns, other => owners[row + other] == row + other
                    && !texts.ContainsKey(row + other));
                for (var at = first; at <= last; at++) owners[start + at] = start + first;
                if (first < column && texts.Remove(start + column)) texts[start + first] = title;
            }
    }

    /// <summary>A row with text in several places, and fewer than the next row has.</summary>
    private static bool IsOfTitles(int start, int columns, Dictionary<int, List<Fragment>> texts)
    {
        var filled = Filled(start);
        return filled > 1 && filled < columns && Filled(start + columns) > filled;

        int Filled(int row) => Enumerable.Range(row, columns).Count(texts.ContainsKey);
    }

    /// <summary>
    /// Puts a fragment into its column, or the nearer of two that it stands between; one that reaches over several makes them one cell.
    /// </summary>
    private static void Put(Fragment fragment, int start, List<TextColumn> columns, int[] owners, Dictionary<int, List<Fragment>> texts)
    {
        var first = columns.FindIndex(column => column.Right > fragment.Box.Left + 1);
        var last = columns.FindLastIndex(column => column.Left < fragment.Box.Right - 1);
        if (first > last && last >= 0) first = last = IsNearer(fragment, columns[last], columns[first]) ? last : first;
        (first, last) = (Math.Max(0, Math.Min(first < 0 ? columns.Count - 1 : first, last)), Math.Max(0, last));
        var cell = owners[start + first];
        for (var column = first + 1; column <= last; column++)
            if (owners[start + column] == start + column && !texts.ContainsKey(start + column)) owners[start + column] = cell;
        if (!texts.TryGetValue(cell, out var text)) texts[cell] = text = [];
        text.Add(fragment);
    }

    private static bool IsNearer(Fragment fragment, TextColumn left, TextColumn right) =>
        fragment.Box.Left - left.Right <= right.Left - fragment.Box.Right;
}
