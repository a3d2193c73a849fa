using System.Text;

namespace ParseWorker.Documents.Html.Styles;

/// <summary>
/// Splits a style sheet into its rules in one pass (CSS Syntax Level 3): hostile ones cost no more than others.
/// </summary>
internal static class StyleRules
{
    /// <summary>The rules that hold without a condition: what stands under an at-rule may hold on paper or small screens only.</summary>
    public static IEnumerable<(string Selector, string Declarations)> Of(string css)
    {
        var (start, depth, condition) = (0, 0, false);
        for (var at = 0; at < css.Length; at++)
        {
            if (css[at] == '/' && at + 1 < css.Length && css[at + 1] == '*') at = EndOfComment(css, at);
            else if (css[at] == '@' && depth == 0) condition = true;
            else if (css[at] == ';' && depth == 0) (start, condition) = (at + 1, false);
            else if (css[at] == '{' && depth++ == 0 && !condition)
            {
                var end = css.IndexOf('}', at);
                if (end < 0) yield break;
                yield return (WithoutComments(css[start..at]), WithoutComments(css[(at + 1)..end]));
                (at, start, depth) = (end, end + 1, 0);
            }
            else if (css[at] == '}' && (depth = Math.Max(0, depth - 1)) == 0) (start, condition) = (at + 1, false);
        }
    }

    private static int EndOfComment(string css, int start) =>
        css.IndexOf("*/", start + 2, StringComparison.Ordinal) is >= 0 and var end ? end + 1 : css.Length - 1;

    private static string WithoutComments(string css)
    {
        var start = css.IndexOf("/*", StringComparison.Ordinal);
        if (start < 0) return css.Trim();
        var text = new StringBuilder(css.Length);
        var at = 0;
        for (; start >= 0; start = css.IndexOf("/*", at, StringComparison.Ordinal))
        {
            text.Append(css, at, start - at);
            at = EndOfComment(css, start) + 1;
        }
        return text.Append(css, at, css.Length - at).ToString().Trim();
    }
}
