namespace ParseWorker.Documents.Model;

/// <summary>The plain text of a block, for a table's cell.</summary>
internal static class BlockText
{
    public static string Of(Block block) => block switch
    {
        Block.Heading heading => heading.Text,
        Block.Paragraph paragraph => paragraph.Text,
        Block.List list => string.Join('\n', Lines(list.Items)),
        Block.Table table => string.Join('\n', table.Rows.Select(row => string.Join(' ', row.Select(cell => cell.Text)))),
        Block.Figure figure => $"[Figure: {figure.Alt}]",
        Block.Code code => code.Text,
        Block.Verbatim verbatim => verbatim.Markdown,
        _ => "",
    };

    private static IEnumerable<string> Lines(IReadOnlyList<ListItem> items)
    {
        foreach (var item in items)
        {
            yield return $"{(item.Label.Length == 0 ? "-" : item.Label)} {item.Text}";
            foreach (var line in Lines(item.Items)) yield return line;
        }
    }
}
