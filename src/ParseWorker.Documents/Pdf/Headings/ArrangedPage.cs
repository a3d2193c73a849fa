using ParseWorker.Documents.Model;
using ParseWorker.Documents.Pdf.Paragraphs;
using ParseWorker.Documents.Pdf.Tables;

namespace ParseWorker.Documents.Pdf.Headings;

/// <summary>A page in reading order, before it is known which of its paragraphs are headings: that takes the document.</summary>
/// <param name="Texts">One for each direction that glyphs run in; the first runs as the page does.</param>
internal sealed record ArrangedPage(IReadOnlyList<ArrangedText> Texts)
{
    /// <summary>Glyphs outside tables.</summary>
    public int GlyphCount => Texts.Sum(text => text.GlyphCount);
}

/// <summary>What runs in one direction on a page.</summary>
/// <param name="Parts">Its paragraphs and tables in reading order.</param>
/// <param name="Body">What most of it is set in.</param>
/// <param name="GlyphCount">Those that tell the body.</param>
internal sealed record ArrangedText(IReadOnlyList<PagePart> Parts, BodyText Body, int GlyphCount)
{
    public IReadOnlyList<PageParagraph> Paragraphs => [.. Parts.Select(part => part.Paragraph).OfType<PageParagraph>()];
}

/// <summary>A part of a page: a paragraph that may prove a heading or a list's point, or a block that stays what it is.</summary>
/// <param name="Paragraph">Null for a block.</param>
/// <param name="Block">Null for a paragraph.</param>
/// <param name="Table">Where the block stands, for a table.</param>
internal sealed record PagePart(PageParagraph? Paragraph, Block? Block, PlacedTable? Table = null);
