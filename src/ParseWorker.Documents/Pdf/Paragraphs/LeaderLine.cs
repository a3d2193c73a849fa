using System.Text.RegularExpressions;

namespace ParseWorker.Documents.Pdf.Layout;

/// <summary>An entry of a table of contents: dots that lead to a page's number.</summary>
internal static partial class LeaderLine
{
    /// <summary>Entries below each other that make a table of contents of the line above them.</summary>
    private const int Entries = 3;

    /// <summary>Letters of its title at most.</summary>
    private const int MaxTitle = 60;

    public static bool Is(string line) => Leader().IsMatch(line);

    /// <summary>The titles of tables of contents among the paragraphs.</summary>
    public static IEnumerable<Paragraph> Titles(IReadOnlyList<Paragraph> paragraphs)
    {
        for (var at = 0; at + Entries < paragraphs.Count; at++)
        {
            var isTitle = paragraphs[at].Lines.Count == 1 && paragraphs[at].Text.Length <= MaxTitle && !Is(paragraphs[at].Text);
            if (isTitle && Enumerable.Range(at + 1, Entries).All(entry => Is(paragraphs[entry].Text))) yield return paragraphs[at];
        }
    }

    /// <summary>From the right: a line of nothing but dots is then looked at once, and not from every dot on.</summary>
    [GeneratedRegex(@"(\.\s?){4,}\s*(\d{1,4}|[ivxlc]{1,6})$|\u2026{2,}\s*\d{1,4}$", RegexOptions.CultureInvariant | RegexOptions.RightToLeft)]
    private static partial Regex Leader();
}
