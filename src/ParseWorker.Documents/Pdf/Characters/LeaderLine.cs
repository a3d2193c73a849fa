using System.Text.RegularExpressions;

namespace ParseWorker.Documents.Pdf.Characters;

/// <summary>An entry of a table of contents: dots that lead to a page's number.</summary>
internal static partial class LeaderLine
{
    public static bool Is(string line) => Leader().IsMatch(line);

    /// <summary>From the right: a line of nothing but dots is then looked at once, and not from every dot on.</summary>
    [GeneratedRegex(@"(\.\s?){4,}\s*(\d{1,4}|[ivxlc]{1,6})$|\u2026{2,}\s*\d{1,4}$",
        RegexOptions.CultureInvariant | RegexOptions.RightToLeft)]
    private static partial Regex Leader();
}
