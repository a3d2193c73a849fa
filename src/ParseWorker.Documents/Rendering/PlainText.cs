using System.Text.RegularExpressions;

namespace ParseWorker.Documents.Rendering;

/// <summary>
/// Plain text within Markdown. Characters are kept as they are, since readers of the text (models, search) want the document's own;
/// only a line that would turn into a heading, a rule or a code fence gets a backslash.
/// </summary>
internal static partial class PlainText
{
    public static string Escape(string text) => LineStart().Replace(text.Trim('\n', '\r'), @"\$0");

    [GeneratedRegex(@"^(?=#{1,6}(\s|$)|```|~~~|(-{3,}|={3,})\s*$)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex LineStart();
}
