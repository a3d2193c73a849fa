using ParseWorker.Documents.Pdf.Layout;

namespace ParseWorker.Documents.Pdf.Tables;

/// <summary>Makes a table of text that stands in columns and rows without lines between them.</summary>
internal static class TextGrid
{
    /// <summary>Distance to the line above, in sizes, up to which a line without a first cell goes on with the row above.</summary>
    private const double Continues = 1.45;

    /// <summary>The table, or null when the text makes no columns.</summary>
    /// <param name="lines">From top to bottom.</param>
    /// <param name="rules">Heights of lines drawn between rows: what two of them enclose is a row when every row has its own.</param>
    public static PlacedTable? Read(IReadOnlyList<Line> lines, IReadOnlyList<double> rules)
    {
        var columns = TextColumns.Find(lines);
        if (columns.Count < 2) return null;
        var rows = Rows(lines, columns, rules);
        if (rows.Count < 2) return null;
        var owners = Enumerable.Range(0, rows.Count * columns.Count).ToArray();
        var texts = new Dictionary<int, List<Fragment>>();
        for (var row = 0; row < rows.Count; row++)
            foreach (var fragment in rows[row].SelectMany(line => line.Fragments)) Put(fragment, row * columns.Count, columns, owners, texts);
        var table = TableShape.Make(owners, rows.Count, columns.Count, cell => texts.TryGetValue(cell, out var text) ? CellText.Of(text) : "");
        var hasHead = TableHead.IsSure(table, lines[0].Fragments, [.. lines.SelectMany(line => line.Fragments)]);
        return new PlacedTable(Box.Around(lines.Select(line => line.Box)), table, columns, hasHead);
    }

    /// <summary>Puts a piece into its column; one that reaches over several makes them one cell.</summary>
    private static void Put(Fragment fragment, int start, List<TextColumn> columns, int[] owners, Dictionary<int, List<Fragment>> texts)
    {
        var first = columns.FindIndex(column => column.Right > fragment.Box.Left + 1);
        var last = columns.FindLastIndex(column => column.Left < fragment.Box.Right - 1);
        (first, last) = (Math.Max(0, Math.Min(first < 0 ? columns.Count - 1 : first, last)), Math.Max(0, last));
        var cell = owners[start + first];
        for (var column = first + 1; column <= last; column++)
            if (owners[start + column] == start + column && !texts.ContainsKey(start + column)) owners[start + column] = cell;
        if (!texts.TryGetValue(cell, out var text)) texts[cell] = text = [];
        text.Add(fragment);
    }

    private static List<List<Line>> Rows(IReadOnlyList<Line> lines, List<TextColumn> columns, IReadOnlyList<double> rules)
    {
        var rows = new List<List<Line>>();
        var everyRowRuled = rules.Count - 1 >= 3;
        foreach (var line in lines)
        {
            var ruled = rows.Count > 0 && rules.Any(rule => rule < rows[^1][^1].Baseline && rule > line.Baseline);
            if (rows.Count > 0 && !ruled && (everyRowRuled || GoesOn(line, rows[^1], columns))) rows[^1].Add(line);
            else rows.Add([line]);
        }
        return rows;
    }

    private static bool GoesOn(Line line, List<Line> row, List<TextColumn> columns) =>
        line.Box.Left > columns[0].Right
        && row[^1].Baseline - line.Baseline <= Continues * line.Size
        && line.Fragments.Count < columns.Count;
}
