using ParseWorker.Documents.Model;
using ParseWorker.Documents.Pdf.Glyphs;
using UglyToad.PdfPig.Annotations;

namespace ParseWorker.Documents.Pdf.Fields;

/// <summary>
/// What people wrote onto a page (PDF 1.7 reference, §8.4.5): text boxes stand in their place, comments below the page's text.
/// </summary>
internal sealed class Annotations
{
    private static readonly AnnotationType[] CommentTypes =
    [
        AnnotationType.Text, AnnotationType.Highlight, AnnotationType.Underline, AnnotationType.Squiggly, AnnotationType.StrikeOut,
            AnnotationType.Caret, AnnotationType.Stamp,
    ];

    private readonly List<(AnnotationType Type, string Text, UglyToad.PdfPig.Core.PdfRectangle Place)> _annotations;

    private Annotations(IEnumerable<Annotation> annotations) => _annotations =
    [
        .. annotations.Where(annotation => !string.IsNullOrWhiteSpace(annotation.Content))
            .Select(annotation => (annotation.Type, InlineMark.Without(annotation.Content!).Trim(), annotation.Rectangle)),
    ];

    /// <summary>The comments, in the document's order.</summary>
    public IEnumerable<Block> Comments => _annotations
        .Where(annotation => CommentTypes.Contains(annotation.Type))
        .Select(annotation => new Block.Paragraph($"[Comment: {annotation.Text.ReplaceLineEndings(" ")}]"));

    /// <summary>The glyphs of text boxes.</summary>
    public IEnumerable<Glyph> Glyphs => _annotations
        .Where(annotation => annotation.Type == AnnotationType.FreeText)
        .SelectMany(annotation => BoxedText.In(annotation.Text,
            new(annotation.Place.Left, annotation.Place.Bottom, annotation.Place.Right, annotation.Place.Top)));

    /// <summary>The annotations on a page; none where they are damaged.</summary>
    public static Annotations On(DrawnPage page, CancellationToken token)
    {
        try
        {
            return new(page.Source.GetAnnotations()
                .Where(annotation => !IsUnseen(annotation.Flags) && page.Layers?.Hides(annotation.AnnotationDictionary) != true));
        }
        // The page is worth reading without them.
        catch (Exception exception) when (PageGuard.IsDamage(exception, token))
        {
            return new([]);
        }
    }

    /// <summary>Whether viewers draw an annotation with these flags on no screen (§8.4.2).</summary>
    public static bool IsUnseen(AnnotationFlags flags) => (flags & (AnnotationFlags.Hidden | AnnotationFlags.NoView)) != 0;
}
