using ParseWorker.Documents.Model;
using ParseWorker.Documents.Pdf.Glyphs;
using UglyToad.PdfPig.Annotations;
using PdfPage = UglyToad.PdfPig.Content.Page;

namespace ParseWorker.Documents.Pdf.Fields;

/// <summary>What people wrote onto a page (PDF 1.7 reference, §8.4.5): text boxes stand in their place, comments below the page's text.</summary>
internal sealed class Annotations
{
    private static readonly AnnotationType[] CommentTypes =
    [
        AnnotationType.Text, AnnotationType.Highlight, AnnotationType.Underline, AnnotationType.Squiggly, AnnotationType.StrikeOut, AnnotationType.Caret, AnnotationType.Stamp,
    ];

    private readonly List<(AnnotationType Type, string Text, UglyToad.PdfPig.Core.PdfRectangle Place)> _remarks;

    private Annotations(IEnumerable<Annotation> annotations) => _remarks =
    [
        .. annotations.Where(annotation => !string.IsNullOrWhiteSpace(annotation.Content)).Select(annotation => (annotation.Type, annotation.Content!.Trim(), annotation.Rectangle)),
    ];

    /// <summary>The comments, in the document's order.</summary>
    public IEnumerable<Block> Comments => _remarks
        .Where(remark => CommentTypes.Contains(remark.Type))
        .Select(remark => new Block.Paragraph($"[Comment: {remark.Text.ReplaceLineEndings(" ")}]"));

    /// <summary>The letters of text boxes.</summary>
    public IEnumerable<Glyph> Letters => _remarks
        .Where(remark => remark.Type == AnnotationType.FreeText)
        .SelectMany(remark => BoxedText.In(remark.Text, remark.Place));

    /// <summary>The remarks on a page; none where they are damaged.</summary>
    public static Annotations On(PdfPage page, CancellationToken token)
    {
        try
        {
            return new(page.GetAnnotations());
        }
        // The page is worth reading without them.
        catch (Exception exception) when (PageGuard.IsDamage(exception, token))
        {
            return new([]);
        }
    }
}
