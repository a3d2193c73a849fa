using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using ParseWorker.Documents.Docx.Parts;
using ParseWorker.Documents.Docx.Runs;
using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Docx;

/// <summary>Reads what reviewers say in the margin: after the text, since it is not the document's.</summary>
internal static class DocxComments
{
    /// <summary>Comments that are read.</summary>
    private const int MaxComments = 10_000;

    /// <summary>A paragraph for each comment, in their order.</summary>
    public static IEnumerable<Block> Read(MainDocumentPart main, DocxParts parts)
    {
        if (main.WordprocessingCommentsPart is not { Comments: { } comments } part) yield break;
        foreach (var comment in comments.Elements<Comment>().Take(MaxComments))
        {
            parts.Token.ThrowIfCancellationRequested();
            var lines = comment.Descendants<Paragraph>().Select(paragraph => TextOf(paragraph, parts with { Owner = part }));
            var text = string.Join('\n', lines.Where(line => line.Length > 0));
            var author = InlineMark.Without(comment.Author?.Value ?? "").Trim();
            if (text.Length > 0) yield return new Block.Paragraph(author.Length == 0 ? $"Comment: {text}" : $"Comment ({author}): {text}");
        }
    }

    private static string TextOf(Paragraph paragraph, DocxParts parts)
    {
        var text = new StyledText();
        new RunText(parts, text).Read(paragraph);
        return text.ToString().Trim();
    }
}
