using System.Text.RegularExpressions;

namespace ParseWorker.Documents.Rendering;

/// <summary>Writes preformatted text between fences longer than any run of backticks in it.</summary>
internal static partial class CodeWriter
{
    public static string Write(string text, string language)
    {
        var longest = Backticks().Matches(text).Select(run => run.Length).DefaultIfEmpty(0).Max();
        var fence = new string('`', Math.Max(3, longest + 1));
        return $"{fence}{language}\n{text.Trim('\n', '\r')}\n{fence}";
    }

    [GeneratedRegex("`+", RegexOptions.CultureInvariant)]
    private static partial Regex Backticks();
}
