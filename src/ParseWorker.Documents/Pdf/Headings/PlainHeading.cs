using ParseWorker.Documents.Pdf.Paragraphs;

namespace ParseWorker.Documents.Pdf.Headings;

/// <summary>
/// Finds headings of the body's size and weight: short lines right above text, in capitals or with a section number of two levels or more.
/// A single number may belong to a list.
/// </summary>
internal static class PlainHeading
{
    /// <summary>Capitals in all, and of one word, at least: fewer are abbreviations.</summary>
    private const int FewestCapitals = 5, FewestOfAWord = 4;

    private const int MaxCharacters = 90;

    private const int MaxLines = 2;

    /// <summary>Characters of the text below at least: labels stand above shorter ones.</summary>
    private const int TextCharacters = 60;

    /// <summary>Distance to the text below at most, in em.</summary>
    private const double Reach = 2.5;

    /// <summary>Those among a page's paragraphs.</summary>
    public static IEnumerable<PageParagraph> Among(IReadOnlyList<PageParagraph> paragraphs) =>
        paragraphs.Zip(paragraphs.Skip(1)).Where(pair => Is(pair.First) && IsAbove(pair.First, pair.Second)).Select(pair => pair.First);

    private static bool Is(PageParagraph paragraph)
    {
        var text = paragraph.Text;
        return paragraph.Lines.Count <= MaxLines && text.Length <= MaxCharacters && text[^1] is not ('.' or ',' or ';' or ':')
            && ((IsOneFragment(paragraph) && IsCapital(text)) || SectionNumber.DepthOf(text) > 1);
    }

    /// <summary>running headers have a gap.</summary>
    private static bool IsOneFragment(PageParagraph paragraph) => paragraph.Lines.All(line => line.Fragments.Count == 1);

    private static bool IsCapital(string text) =>
        !text.Any(char.IsLower) && text.Count(char.IsUpper) is >= FewestCapitals and var capitals && capitals * 2 > text.Length
        && text.Split(' ').Any(word => word.Count(char.IsUpper) >= FewestOfAWord);

    private static bool IsAbove(PageParagraph title, PageParagraph text) =>
        text.Text.Length >= TextCharacters && text.Text.Any(char.IsLower)
        && title.Box.Bottom - text.Box.Top is > -1 and var distance && distance < Reach * title.Size
        && title.Box.ShareOfWidth(text.Box) > 0;
}
