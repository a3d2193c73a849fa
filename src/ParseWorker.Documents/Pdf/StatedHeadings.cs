using System.Text.RegularExpressions;
using ParseWorker.Documents.Pdf.Headings;
using ParseWorker.Documents.Pdf.Paragraphs;
using ParseWorker.Documents.Pdf.Tags;

namespace ParseWorker.Documents.Pdf;

/// <summary>
/// Finds the lines on a page that its bookmarks name: they are headings, of the bookmarks' levels, however they are set.
/// </summary>
internal static partial class StatedHeadings
{
    /// <summary>Lines a heading takes at most.</summary>
    private const int MostLines = 3;

    /// <summary>Characters of a bookmark that names a heading: a longer one is a paragraph.</summary>
    private const int MostGlyphs = 200;

    /// <summary>Bookmarks of one page that are looked for.</summary>
    private const int MostOnAPage = 40;

    /// <summary>The page with its headings told.</summary>
    /// <param name="page">The page.</param>
    /// <param name="entries">The bookmarks that point at it.</param>
    public static ArrangedPage Mark(ArrangedPage page, IReadOnlyList<StatedHeading> entries) => entries.Count == 0 || page.Texts.Count == 0
        ? page
        : new([Mark(page.Texts[0], entries), .. page.Texts.Skip(1)]);

    private static ArrangedText Mark(ArrangedText text, IReadOnlyList<StatedHeading> entries)
    {
        var parts = text.Parts.ToList();
        foreach (var entry in entries.Where(entry => entry.Title.Length <= MostGlyphs).Take(MostOnAPage))
            if (Find(parts, entry.Title) is { } found) Tell(parts, found.Part, found.Lines, entry.Level);
        return text with { Parts = parts };
    }

    /// <summary>Of several such lines the largest: a running header repeats the title, smaller.</summary>
    private static Found? Find(List<PagePart> parts, string title)
    {
        var (whole, bare) = (Normalized(title), Normalized(WithoutNumber(title)));
        if (bare.Length == 0) return null;
        var found = new List<Found>();
        for (var at = 0; at < parts.Count; at++)
            if (parts[at].Paragraph is { Level: null } paragraph
                && LinesOf(paragraph, whole, bare) is > 0 and var lines) found.Add(new(at, lines, paragraph.Size, paragraph.Lines[0].Bold));
        return found.MaxBy(place => (Math.Round(place.Size), place.Bold));
    }

    /// <summary>How many of a paragraph's first lines say the title; 0 when they don't.</summary>
    private static int LinesOf(PageParagraph paragraph, string whole, string bare)
    {
        for (var count = 1; count <= Math.Min(MostLines, paragraph.Lines.Count); count++)
        {
            var text = new PageParagraph([.. paragraph.Lines.Take(count)]).Text;
            if (text.Length > 2 * MostGlyphs) return 0;
            if (Normalized(text) == whole || Normalized(WithoutNumber(text)) == bare) return count;
        }
        return 0;
    }

    private static void Tell(List<PagePart> parts, int at, int lines, int level)
    {
        var paragraph = parts[at].Paragraph!;
        parts[at] = new(new PageParagraph([.. paragraph.Lines.Take(lines)]) { Level = level }, null);
        if (lines < paragraph.Lines.Count) parts.Insert(at + 1, new(new PageParagraph([.. paragraph.Lines.Skip(lines)]), null));
    }

    /// <summary>What is the same however it is spaced, punctuated and capitalised.</summary>
    private static string Normalized(string text) => string.Concat(text.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant));

    private static string WithoutNumber(string text) => Number().Replace(text, "", 1);

    /// <summary>Some programs leave a heading's number out of the bookmark, others out of the text.</summary>
    [GeneratedRegex(@"^\s*((chapter|section|part|appendix|annex)\s+)?([0-9]+(\.[0-9]+)*|[A-Z](\.[0-9]+)*|[IVX]+)\s*[.):\s–—-]\s*",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    private sealed record Found(int Part, int Lines, double Size, bool Bold);
}
