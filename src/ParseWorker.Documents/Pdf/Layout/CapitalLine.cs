namespace ParseWorker.Documents.Pdf.Layout;

/// <summary>Finds headings set in capitals, as large and as heavy as the text: short lines right above text that is not.</summary>
internal static class CapitalLine
{
    /// <summary>Letters in all, and of one word, at the least: shorter ones are abbreviations.</summary>
    private const int FewestLetters = 5, FewestOfAWord = 4;

    private const int MaxLetters = 90;

    /// <summary>Letters of the text below at the least: labels stand above shorter ones.</summary>
    private const int TextLetters = 60;

    /// <summary>Distance to the text below at most, in sizes.</summary>
    private const double Reach = 2.5;

    /// <summary>Those of a page's paragraphs.</summary>
    public static IEnumerable<Paragraph> Headings(IReadOnlyList<Paragraph> paragraphs) =>
        paragraphs.Zip(paragraphs.Skip(1)).Where(pair => Is(pair.First) && StandsOver(pair.First, pair.Second)).Select(pair => pair.First);

    private static bool Is(Paragraph paragraph)
    {
        var text = paragraph.Text;
        return paragraph.Lines.Count <= 2 && paragraph.Lines.All(line => line.Fragments.Count == 1) && text.Length <= MaxLetters && text[^1] is not ('.' or ',' or ';' or ':')
            && IsCapital(text) && text.Split(' ').Any(word => word.Count(char.IsUpper) >= FewestOfAWord);
    }

    private static bool IsCapital(string text) => !text.Any(char.IsLower) && text.Count(char.IsUpper) is >= FewestLetters and var capitals && capitals * 2 > text.Length;

    private static bool StandsOver(Paragraph title, Paragraph text) =>
        text.Text.Length >= TextLetters && text.Text.Any(char.IsLower)
        && title.Box.Bottom - text.Box.Top is > -1 and var distance && distance < Reach * title.Size
        && title.Box.ShareOfWidth(text.Box) > 0;
}
