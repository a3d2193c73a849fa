using ParseWorker.Documents.Model;
using ParseWorker.Documents.Pdf.Blocks;
using ParseWorker.Documents.Pdf.Directions;
using ParseWorker.Documents.Pdf.Fields;
using ParseWorker.Documents.Pdf.Fragments;
using ParseWorker.Documents.Pdf.Glyphs;
using ParseWorker.Documents.Pdf.Headings;
using ParseWorker.Documents.Pdf.Lines;
using ParseWorker.Documents.Pdf.Order;
using ParseWorker.Documents.Pdf.Paragraphs;
using ParseWorker.Documents.Pdf.Receipts;
using ParseWorker.Documents.Pdf.Rows;
using ParseWorker.Documents.Pdf.Tables;
using ParseWorker.Documents.Pdf.Visibility;

namespace ParseWorker.Documents.Pdf;

/// <summary>
/// A page's way from glyphs to blocks, from top to bottom. Each stage is a folder beside this file; right below the stage's comment one of
/// its types is called, or the comment names it. The README of ParseWorker.Documents describes the rules of each.
/// </summary>
internal static class PdfPipeline
{
    /// <summary>Glyphs of running text that are enough to tell what it is set in.</summary>
    private const int EnoughGlyphs = 200;

    /// <summary>What is on a page of a PDF.</summary>
    /// <param name="page">As it is drawn.</param>
    /// <param name="fields">What is filled into the document's form.</param>
    /// <param name="annotations">What was written onto the page.</param>
    public static PageContent Read(DrawnPage page, FormFields fields, Annotations annotations)
    {
        // Stage Glyphs: those that mean a character, within the crop box.
        var glyphs = GlyphReader.Read(page);

        // Stage Visibility: without hidden text, and without what is drawn twice.
        var visible = VisibleGlyphs.Of(page, glyphs);

        // Stage Directions: the page turned upright, with what runs sideways on it apart.
        // Stage Rules: each direction has the vertical and horizontal rules as they are on the page turned so (RulingReader).
        var directions = PageDirections.Of(page, visible);

        // Stage Fields: what viewers draw over the page (FormFields, Annotations).
        return new PageContent(directions).With([.. fields.On(page.Number), .. annotations.Glyphs]);
    }

    /// <summary>Finds a page's tables and puts its text into reading order.</summary>
    /// <param name="page">What is on it, drawn or recognised.</param>
    /// <param name="token">Stops it.</param>
    public static ArrangedPage Arrange(PageContent page, CancellationToken token) =>
        new([.. page.Directions.Select(direction => Arrange(page, direction, token))]);

    /// <summary>The blocks of a page that is a document of its own.</summary>
    /// <param name="page">What is on it, drawn or recognised.</param>
    /// <param name="token">Stops it.</param>
    public static IReadOnlyList<Block> Blocks(PageContent page, CancellationToken token) => Blocks(Arrange(page, token), null);

    /// <summary>The blocks of an arranged page.</summary>
    /// <param name="page">The page.</param>
    /// <param name="scale">What headings look like in its document; null to tell it from the page.</param>
    public static IReadOnlyList<Block> Blocks(ArrangedPage page, HeadingScale? scale) =>
        [.. page.Texts.SelectMany(text => Blocks(text, scale))];

    private static ArrangedText Arrange(PageContent page, TextDirection direction, CancellationToken token)
    {
        // Stage Rows: glyphs on one baseline, with superscripts and subscripts.
        var rows = RowBuilder.Build(direction.Glyphs);

        // Stage Fragments: rows cut at gutters and vertical rules; spaces set in.
        var fragments = FragmentBuilder.Build(rows, direction.Rulings.Vertical);
        token.ThrowIfCancellationRequested();

        // Stage Receipts: a recognised strip is read row by row, and is done.
        if (page.IsRecognized && ReceiptLayout.Fits(fragments))
            return new([.. ReceiptLayout.Blocks(fragments).Select(block => new PagePart(null, block))], BodyText.Of([]), 0);

        // Stage Grids: rules that touch (Lattice), filled and told from drawings by the next stage.
        // Stage Tables: drawn grids first, then what rules or columns alone show.
        var items = PageTables.Find(direction.Rulings, fragments, new(() => [.. page.BesidesOf(direction)]), token);

        // Stage Order: columns, in reading order.
        var columns = ReadingOrder.Columns(items, token);
        if (direction.IsAside) return new([.. columns.SelectMany(Parts).Select(Plain)], BodyText.Of([]), 0);
        var running = Running(columns, fragments);
        return new([.. columns.SelectMany(Parts)], BodyText.Of(running), running.Sum(fragment => fragment.GlyphCount));
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

    // Stage Paragraphs: lines that belong together.
    private static IEnumerable<PagePart> Paragraphs(List<Fragment> text) =>
        ParagraphBuilder.Build(LineBuilder.Build(text)).Select(paragraph => new PagePart(paragraph, null));

    private static IEnumerable<Block> Blocks(ArrangedText text, HeadingScale? scale)
    {
        // Stage Headings: which paragraphs are headings, and of what level; bookmarks and tags have marked theirs before (StatedHeadings).
        var headings = new HeadingRule(text, scale);

        // Stage Blocks: headings, lists, paragraphs and tables.
        var writer = new BlockWriter(headings);
        foreach (var part in text.Parts)
        {
            if (part.Paragraph is { } paragraph) writer.Add(paragraph);
            else if (part.Block is { } block) writer.Add(block);
        }
        return writer.Take();
    }

    /// <summary>A watermark is no heading, however large.</summary>
    private static PagePart Plain(PagePart part) => part.Paragraph is { } paragraph ? new(null, new Block.Paragraph(paragraph.Text)) : part;

    /// <summary>The text outside tables, whose glyphs are often smaller; all of it where that is next to nothing.</summary>
    private static IReadOnlyCollection<Fragment> Running(IReadOnlyList<IReadOnlyList<PageItem>> columns, IReadOnlyCollection<Fragment> all)
    {
        var running = columns.SelectMany(column => column).Select(item => item.Fragment).OfType<Fragment>().ToList();
        return running.Sum(fragment => fragment.GlyphCount) >= EnoughGlyphs ? running : all;
    }
}
