using System.Text.RegularExpressions;

namespace ParseWorker.Documents.Pdf.Headings;

/// <summary>The number that a heading starts with, as ISO 2145 numbers sections: 1, 1.1, 1.1.1; A.1 in an annex.</summary>
internal static partial class SectionNumber
{
    /// <summary>How many numbers it is made of; 0 for a line without one.</summary>
    public static int DepthOf(string line) =>
        Number().Match(line) is { Success: true } match ? 1 + match.Groups["below"].Captures.Count : 0;

    /// <summary>Sections have at most two digits at each level: longer ones are years and figures.</summary>
    [GeneratedRegex(@"^(?:\d{1,2}|[A-Z](?=\.\d))(?<below>\.\d{1,2}){0,5}\.?\s+(?=\p{Lu})", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
