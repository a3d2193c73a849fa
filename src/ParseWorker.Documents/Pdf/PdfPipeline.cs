using ParseWorker.Documents.Model;
using ParseWorker.Documents.Pdf.Blocks;
using ParseWorker.Documents.Pdf.Directions;
using ParseWorker.Documents.Pdf.Fragments;
using ParseWorker.Documents.Pdf.Headings;
using ParseWorker.Documents.Pdf.Order;
using ParseWorker.Documents.Pdf.Paragraphs;
using ParseWorker.Documents.Pdf.Rows;
using ParseWorker.Documents.Pdf.Tables;

namespace ParseWorker.Documents.Pdf;

/// <summary>Turns a page into blocks. The folder's README tells the rules and where they come from.</summary>
internal static class PdfPipeline
{
    /// <summary>Letters that tell what running text looks like.</summary>
    private const int EnoughLetters = 200;

    /// <summary>The blocks of a page that stands alone.</summary>
    public static IReadOnlyList<Block> Blocks(PageContent page, CancellationToken token) => Blocks(Arrange(page, token), null);

    /// <summary>The blocks of an arranged page.</summary>
    /// <param name="page">The page.</param>
    /// <param name="scale">What headings look like in its document; null to tell it from the page.</param>
    public static IReadOnlyList<Block> Blocks(ArrangedPage page, HeadingScale? scale) => [.. page.Texts.SelectMany(text => Blocks(text, scale))];

    /// <summary>Finds a page's tables and puts its text into reading order.</summary>
    public static ArrangedPage Arrange(PageContent page, CancellationToken token) =>
        new([.. page.Directions.Select(direction => Arrange(page, direction, token))]);

    private static IEnumerable<Block> Blocks(ArrangedText text, HeadingScale? scale)
    {
        var writer = new BlockWriter(new HeadingRule(text, scale));
        foreach (var part in text.Parts)
        {
            if (part.Paragraph is { } paragraph) writer.Add(paragraph);
            else if (part.Block is { } block) writer.Add(block);
        }
        return writer.Take();
    }

    private static ArrangedText Arrange(PageContent page, TextDirection direction, CancellationToken token)
    {
        var rows = RowBuilder.Build(direction.Glyphs);
        Superscripts.Attach(rows);
        var fragments = FragmentBuilder.Build(rows, direction.Rulings.Standing);
        token.ThrowIfCancellationRequested();
        if (page.IsRecognized && ReceiptLayout.Fits(fragments))
            return new([.. ReceiptLayout.Blocks(fragments).Select(block => new PagePart(null, block))], BodyText.Of([]), 0);

        var columns = ReadingOrder.Columns(PageTables.Place(direction.Rulings, fragments, new(() => [.. page.BesidesOf(direction)]), token), token);
        if (direction.IsAside) return new([.. columns.SelectMany(Parts).Select(Plain)], BodyText.Of([]), 0);
        var running = Running(columns, fragments);
        return new([.. columns.SelectMany(Parts)], BodyText.Of(running), running.Sum(fragment => fragment.Letters));
    }

    /// <summary>A watermark is no heading, however large.</summary>
    private static PagePart Plain(PagePart part) => part.Paragraph is { } paragraph ? new(null, new Block.Paragraph(paragraph.Text)) : part;

    /// <summary>The text outside tables, whose letters are often smaller; all of it where that is next to nothing.</summary>
    private static IReadOnlyCollection<Fragment> Running(IReadOnlyList<IReadOnlyList<PageItem>> columns, IReadOnlyCollection<Fragment> all)
    {
        var running = columns.SelectMany(column => column).Select(item => item.Fragment).OfType<Fragment>().ToList();
        return running.Sum(fragment => fragment.Letters) >= EnoughLetters ? running : all;
    }

    /// <summary>The paragraphs of a column, and the tables between them.</summary>
    private static IEnumerable<PagePart> Parts(IReadOnlyList<PageItem> column)
    {
        var text = new List<Fragment>();
        foreach (var item in column)
        {
            if (item.Fragment is { } fragment) text.Add(fragment);
            if (item is not PlacedTable table) continue;
            foreach (var part in Paragraphs(text)) yield return part;
            text.Clear();
            yield return new(null, table.Table, table);
        }
        foreach (var part in Paragraphs(text)) yield return part;
    }

    private static IEnumerable<PagePart> Paragraphs(List<Fragment> text) =>
        ParagraphBuilder.Build(LineBuilder.Build(text)).Select(paragraph => new PagePart(paragraph, null));
}
