using DocumentFormat.OpenXml.Office2021.PowerPoint.Comment;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Presentation;
using ParseWorker.Documents.Model;
using ParseWorker.Documents.OpenXml;
using ModernAuthor = DocumentFormat.OpenXml.Office2021.PowerPoint.Comment.Author;
using ModernComment = DocumentFormat.OpenXml.Office2021.PowerPoint.Comment.Comment;
using OldComment = DocumentFormat.OpenXml.Presentation.Comment;

namespace ParseWorker.Documents.Pptx;

/// <summary>Reads the comments on a slide: threads of new programs, and the single ones of old ones.</summary>
internal static class SlideComments
{
    /// <summary>Comments of one slide that are read.</summary>
    private const int MaxComments = 1000;

    /// <summary>A paragraph each, in their order; none for a slide without.</summary>
    public static IEnumerable<Block> Read(SlidePart slide)
    {
        var presentation = slide.GetParentParts().OfType<PresentationPart>().FirstOrDefault();
        return Old(slide, presentation).Concat(Modern(slide, presentation))
            .Where(comment => comment.Text.Length > 0)
            .Take(MaxComments)
            .Select(comment => new Block.Paragraph(comment.Author.Length == 0 ? $"Comment: {comment.Text}"
                : $"Comment ({InlineMark.Without(comment.Author)}): {comment.Text}"));
    }

    private static IEnumerable<(string Author, string Text)> Old(SlidePart slide, PresentationPart? presentation)
    {
        var authors = (presentation?.CommentAuthorsPart?.CommentAuthorList?.Elements<CommentAuthor>() ?? [])
            .Where(author => author.Id?.HasValue == true)
            .DistinctBy(author => author.Id!.Value)
            .ToDictionary(author => author.Id!.Value, author => author.Name?.Value ?? "");
        foreach (var comment in slide.SlideCommentsPart?.CommentList?.Elements<OldComment>() ?? [])
            yield return (
                authors.GetValueOrDefault(comment.AuthorId?.Value ?? uint.MaxValue, ""),
                InlineMark.Without(comment.Text?.Text ?? "").Trim());
    }

    private static IEnumerable<(string Author, string Text)> Modern(SlidePart slide, PresentationPart? presentation)
    {
        var authors = (presentation?.authorsPart?.AuthorList?.Elements<ModernAuthor>() ?? [])
            .Where(author => author.Id?.Value is not null)
            .DistinctBy(author => author.Id!.Value)
            .ToDictionary(author => author.Id!.Value!, author => author.Name?.Value ?? "");
        foreach (var comment in slide.commentParts.SelectMany(part => part.CommentList?.Elements<ModernComment>() ?? []))
        {
            yield return (authors.GetValueOrDefault(comment.AuthorId?.Value ?? "", ""), TextOf(comment.GetFirstChild<TextBodyType>()));
            foreach (var reply in comment.GetFirstChild<CommentReplyList>()?.Elements<CommentReply>() ?? [])
                yield return (authors.GetValueOrDefault(reply.AuthorId?.Value ?? "", ""), TextOf(reply.TextBodyType));
        }
    }

    private static string TextOf(TextBodyType? text) => text is null ? "" : DrawingText.Of(text);
}
