using DocumentFormat.OpenXml.Office2019.Excel.ThreadedComments;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using ParseWorker.Documents.Model;
using ParseWorker.Documents.OpenXml;
using SheetText = DocumentFormat.OpenXml.Spreadsheet.Text;

namespace ParseWorker.Documents.Xlsx.Worksheets;

/// <summary>Reads the comments on a sheet's cells: threads of new programs, notes of old ones, which new ones write beside
/// threads.</summary>
internal static class SheetComments
{
    /// <summary>Comments of one sheet that are read.</summary>
    private const int MaxComments = 10_000;

    /// <summary>The comments as a list, by the cells they are on; none for a sheet without.</summary>
    public static IReadOnlyList<Block> Read(WorksheetPart sheet, CancellationToken token)
    {
        var threads = Threads(sheet).ToList();
        var cells = threads.Select(comment => comment.Cell).ToHashSet(StringComparer.Ordinal);
        var comments = threads.Concat(Notes(sheet.WorksheetCommentsPart).Where(note => !cells.Contains(note.Cell))).Take(MaxComments);
        token.ThrowIfCancellationRequested();
        var items = comments.Where(comment => comment.Text.Length > 0).OrderBy(comment => CellReference.Read(comment.Cell) ?? default)
            .Select(Item).ToList();
        return items.Count == 0 ? [] : [new Block.Paragraph("Comments:"), new Block.List(items)];
    }

    private static ListItem Item((string Cell, string Author, string Text) comment) =>
        new("", InlineMark.Without(
            comment.Author.Length == 0 ? $"{comment.Cell}: {comment.Text}" : $"{comment.Cell} ({comment.Author}): {comment.Text}"));

    private static IEnumerable<(string Cell, string Author, string Text)> Notes(WorksheetCommentsPart? part)
    {
        var authors = part?.Comments?.Authors?.Elements<Author>().Select(author => author.Text.Trim()).ToList() ?? [];
        foreach (var note in part?.Comments?.CommentList?.Elements<Comment>() ?? [])
        {
            var author = note.AuthorId?.Value is { } id && id < authors.Count ? authors[(int)id] : "";
            var text = string.Concat(note.CommentText?.Descendants<SheetText>().Select(run => run.Text) ?? []).Trim();
            // Programs begin a note with its author's name.
            if (author.Length > 0 && text.StartsWith(author + ":", StringComparison.Ordinal)) text = text[(author.Length + 1)..].Trim();
            yield return (note.Reference?.Value ?? "", author, text);
        }
    }

    private static IEnumerable<(string Cell, string Author, string Text)> Threads(WorksheetPart sheet)
    {
        var persons = sheet.GetParentParts().OfType<WorkbookPart>().SelectMany(workbook => workbook.WorkbookPersonParts)
            .SelectMany(part => part.PersonList?.Elements<Person>() ?? [])
            .Where(person => person.Id?.Value is not null)
            .DistinctBy(person => person.Id!.Value)
            .ToDictionary(person => person.Id!.Value!, person => person.DisplayName?.Value ?? "");
        foreach (var comment in sheet.WorksheetThreadedCommentsParts
            .SelectMany(part => part.ThreadedComments?.Elements<ThreadedComment>() ?? []))
            yield return (
                comment.Ref?.Value ?? "",
                persons.GetValueOrDefault(comment.PersonId?.Value ?? "", ""),
                comment.ThreadedCommentText?.Text.Trim() ?? "");
    }
}
