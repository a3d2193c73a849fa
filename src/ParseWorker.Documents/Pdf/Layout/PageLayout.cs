using ParseWorker.Documents.Model;
using ParseWorker.Documents.Pdf.Tables;

namespace ParseWorker.Documents.Pdf.Layout;

/// <summary>Turns a page into blocks. The folder's README tells the rules and where they come from.</summary>
internal static class PageLayout
{
    /// <summary>Letters that tell what running text looks like.</summary>
    private const int EnoughLetters = 200;

    public static IReadOnlyList<Block> Blocks(PageContent page, CancellationToken token) =>
        [.. page.Directions.SelectMany((glyphs, index) => Blocks(glyphs, index == 0 ? page.Rulings : Rulings.None, page.IsRecognized, token))];

    private static IReadOnlyList<Block> Blocks(IReadOnlyList<Glyph> glyphs, Rulings rulings, bool isRecognized, CancellationToken token)
    {
        var rows = RowBuilder.Build(glyphs);
        Superscripts.Attach(rows);
        var fragments = FragmentBuilder.Build(rows, rulings.Standing);
        token.ThrowIfCancellationRequested();
        if (isRecognized && SlipLayout.Fits(fragments)) return SlipLayout.Blocks(fragments);

        var columns = ReadingOrder.Columns(PageTables.Place(rulings, fragments, token), token);
        var parts = columns.SelectMany(Parts).ToList();
        var writer = new BlockWriter(new HeadingRule(BodyText.Of(Running(columns, fragments)), [.. parts.OfType<Paragraph>()]));
        foreach (var part in parts)
        {
            if (part is Paragraph paragraph) writer.Add(paragraph);
            else if (part is Block.Table table) writer.Add(table);
        }
        return writer.Take();
    }

    /// <summary>The text outside tables, whose letters are often smaller; all of it where that is next to nothing.</summary>
    private static IReadOnlyCollection<Fragment> Running(IReadOnlyList<IReadOnlyList<Placed>> columns, IReadOnlyCollection<Fragment> all)
    {
        var running = columns.SelectMany(column => column).Select(placed => placed.Fragment).OfType<Fragment>().ToList();
        return running.Sum(fragment => fragment.Letters) >= EnoughLetters ? running : all;
    }

    /// <summary>The paragraphs of a column, and the tables between them.</summary>
    private static IEnumerable<object> Parts(IReadOnlyList<Placed> column)
    {
        var text = new List<Fragment>();
        foreach (var placed in column)
        {
            if (placed.Fragment is { } fragment) text.Add(fragment);
            if (placed.Table is not { } table) continue;
            foreach (var paragraph in ParagraphBuilder.Build(LineBuilder.Build(text))) yield return paragraph;
            text.Clear();
            yield return table;
        }
        foreach (var paragraph in ParagraphBuilder.Build(LineBuilder.Build(text))) yield return paragraph;
    }
}
