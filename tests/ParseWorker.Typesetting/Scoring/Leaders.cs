using System.Text.RegularExpressions;

namespace ParseWorker.Typesetting.Scoring;

/// <summary>Full stops that lead to a page's number, in the one length that counts.</summary>
internal static partial class Leaders
{
    public static string Even(string text) => Dots().Replace(text, "......");

    [GeneratedRegex(@"(\.\s?){4,}(?=\s?\d)")]
    private static partial Regex Dots();
}
