namespace ParseWorker.Documents.Model;

/// <summary>The plain text of a block, for a table's cell.</summary>
internal static class BlockText
{
    /// <summary>
    /// Separates the cells of a table within a cell, as in what browsers copy (WHATWG HTML §3.2.7, innerText).
    /// </summary>
    public const char CellSeparator = '\t';

    public static string Of(Block block) => block switch
    {
        Block.Heading heading => heading.Text,
        Block.Paragraph paragraph => paragraph.Text,
        Block.List list => string.Join('\n', Lines(list.Items)),
        Block.Table table => string.Join('\n', table.Rows.Select(Line).Where(line => line.Length > 0)),
        Block.Figure figure => OfFigure(figure.Alt),
        Block.Code code => code.Text,
        Block.Verbatim verbatim => verbatim.Markdown,
        _ => "",
    };

    /// <summary>How an image is mentioned: by what it shows, or just that it is there.</summary>
    public static string OfFigure(string alt) => alt.Length == 0 ? "[Figure]" : $"[Figure: {alt}]";

    /// <summary>A table within a cell keeps its rows as lines and its columns apart.</summary>
    private static string Line(IReadOnlyList<TableCell> row) =>
        string.Join(CellSeparator, row.Select(cell => cell.Text.ReplaceLineEndings(" "))).TrimEnd(CellSeparator);

    private static IEnumerable<string> Lines(IReadOnlyList<ListItem> items)
    {
        foreach (var item in items)
        {
            yield return $"{(item.Label.Length == 0 ? "-" : item.Label)} {item.Text}";
            foreach (var line in Lines(item.Items)) yield return line;
        }
    }
}
