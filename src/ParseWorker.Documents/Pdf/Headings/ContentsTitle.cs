using ParseWorker.Documents.Pdf.Characters;
using ParseWorker.Documents.Pdf.Paragraphs;

namespace ParseWorker.Documents.Pdf.Headings;

/// <summary>Finds the titles of tables of contents: a short line with several entries below it.</summary>
internal static class ContentsTitle
{
    /// <summary>Entries right below the title, at least.</summary>
    private const int Entries = 3;

    /// <summary>Characters of the title, at most.</summary>
    private const int MaxCharacters = 60;

    /// <summary>Those among a page's paragraphs, which are in reading order.</summary>
    public static IEnumerable<PageParagraph> Among(IReadOnlyList<PageParagraph> paragraphs)
    {
        for (var at = 0; at + Entries < paragraphs.Count; at++)
        {
            var isTitle = paragraphs[at].Lines.Count == 1 && paragraphs[at].Text.Length <= MaxCharacters
                && !LeaderLine.Is(paragraphs[at].Text);
            if (isTitle && Enumerable.Range(at + 1,
                Entries).All(entry => LeaderLine.Is(paragraphs[entry].Text))) yield return paragraphs[at];
        }
    }
}
