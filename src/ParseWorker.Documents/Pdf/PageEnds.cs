using System.Text.RegularExpressions;
using ParseWorker.Documents.Pdf.Headings;
using ParseWorker.Documents.Pdf.Paragraphs;
using ParseWorker.Documents.Pdf.Tables;

namespace ParseWorker.Documents.Pdf;

/// <summary>
/// A page's first and last table and the text above and below them: enough to tell whether a table continues across pages.
/// </summary>
/// <param name="First">The highest table; null for none.</param>
/// <param name="Last">The lowest one, which may be the same.</param>
/// <param name="Above">What stands above the first.</param>
/// <param name="Below">What stands below the last.</param>
/// <param name="Outer">The outermost lines of the page, among them its running header and footer.</param>
internal sealed partial record PageEnds(
    PlacedTable? First, PlacedTable? Last, IReadOnlyList<PageEnds.Note> Above, IReadOnlyList<PageEnds.Note> Below,
        IReadOnlyList<PageEnds.Note> Outer)
{
    /// <summary>Lines of a running header at most.</summary>
    private const int MostNotes = 5;

    /// <summary>Share of the page's height at its ends that holds running headers and footers only.</summary>
    private const double Margin = 0.055;

    /// <summary>A table that goes on reaches below this share of the height, or begins above the rest.</summary>
    private const double Reach = 0.4;

    private const int LongestNote = 200;

    /// <summary>How far a running header may move from page to page, in points.</summary>
    private const double SamePlace = 6;

    /// <summary>A paragraph outside the table.</summary>
    /// <param name="Text">With its numbers made equal.</param>
    /// <param name="Middle">Its height on the page.</param>
    /// <param name="IsRunning">Whether it is a running header or footer by itself: in the margin, a page's number, or a word that the table
    /// goes on.</param>
    internal readonly record struct Note(string Text, double Middle, bool IsRunning)
    {
        /// <summary>Whether it is a running header or footer beside what another page has.</summary>
        public bool RunsOver(PageEnds other)
        {
            var (text, middle) = (Text, Middle);
            return IsRunning
                || other.Outer.Any(note => note.Text.Length > 0 && note.Text == text && Math.Abs(note.Middle - middle) <= SamePlace);
        }
    }

    public static PageEnds Of(ArrangedPage page, double height)
    {
        if (page.Texts.Count == 0) return new(null, null, [], [], []);
        var tables = page.Texts[0].Parts.Select(part => part.Table).OfType<PlacedTable>().ToList();
        var notes = page.Texts[0].Paragraphs.Select(paragraph => NoteOf(paragraph, height)).OrderByDescending(note => note.Middle).ToList();
        var (first, last) = (tables.MaxBy(table => table.Box.Top), tables.MinBy(table => table.Box.Bottom));
        List<Note> above = first is null ? [] : notes.FindAll(note => note.Middle > first.Box.Top);
        List<Note> below = last is null ? [] : notes.FindAll(note => note.Middle < last.Box.Bottom);
        return new(
            above.Count <= MostNotes && first?.Box.Top > (1 - Reach) * height ? first : null,
            below.Count <= MostNotes && last?.Box.Bottom < Reach * height ? last : null,
            above, below, [.. notes.Take(MostNotes), .. notes.TakeLast(MostNotes)]);
    }

    /// <summary>
    /// Whether the last table here goes on as the next page's first: the same columns, and between them running headers and footers only.
    /// </summary>
    public bool GoOnIn(PageEnds next) =>
        Last is { } last && next.First is { } first && !first.HasHeader && first.HasColumnsOf(last)
        && Below.All(note => note.RunsOver(next)) && next.Above.All(note => note.RunsOver(this));

    private static Note NoteOf(PageParagraph paragraph, double height)
    {
        var (text, middle) = (paragraph.Text, paragraph.Box.CenterY);
        var isShort = paragraph.Lines.Count <= 2 && text.Length <= LongestNote;
        var isRunning = isShort
            && (middle > (1 - Margin) * height || middle < Margin * height || PageNumber().IsMatch(text) || Continued().IsMatch(text));
        return new(isShort ? Digits().Replace(text, "#") : "", middle, isRunning);
    }

    [GeneratedRegex(@"^\W*(page\s+)?[0-9ivxlc]+(\s*(of|/)\s*[0-9]+)?\W*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PageNumber();

    [GeneratedRegex(@"\b(continued|cont'd|cont\.)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Continued();

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();
}
