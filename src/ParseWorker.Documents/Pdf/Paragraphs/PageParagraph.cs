using System.Text;
using ParseWorker.Documents.Pdf.Characters;
using ParseWorker.Documents.Pdf.Fragments;
using ParseWorker.Documents.Pdf.Geometry;
using ParseWorker.Documents.Pdf.Lines;

namespace ParseWorker.Documents.Pdf.Paragraphs;

/// <summary>Lines that belong together.</summary>
internal sealed record PageParagraph(IReadOnlyList<Line> Lines)
{
    /// <summary>The text of fragments as one paragraph, as in the cell of a table.</summary>
    public static string TextOf(IEnumerable<Fragment> fragments) => new PageParagraph(LineBuilder.Build(fragments)).Text;

    /// <summary>The level of the heading it is, where the document says so itself; null to tell it from how it is set.</summary>
    public int? Level { get; init; }

    public double Size => Lines[0].Size;

    public bool Bold => Lines.All(line => line.Bold);

    public Box Box => Box.Around(Lines.Select(line => line.Box));

    /// <summary>The lines joined by spaces, words hyphenated at a line's end without their hyphen.</summary>
    public string Text
    {
        get
        {
            var text = new StringBuilder();
            foreach (var line in Lines)
            {
                if (IsParted(text, line.Text)) text.Length--;
                else if (text.Length > 0 && !EastAsian.AreJoined(text[^1], line.Text[0])) text.Append(' ');
                text.Append(line.Text);
            }
            return text.ToString();
        }
    }

    /// <summary>A hyphen after a letter, and lower case at the start of the next line: "exam-" "ple".</summary>
    private static bool IsParted(StringBuilder text, string next) =>
        text.Length > 1 && text[^1] is ('-' or '\u00AD') && char.IsLetter(text[^2]) && next.Length > 0 && char.IsLower(next[0]);
}
