using System.Text;
using System.Text.RegularExpressions;
using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Rendering;

/// <summary>Writes lists; a label Markdown has no list for (<c>b)</c>, <c>iv.</c>) follows a bullet.</summary>
internal static partial class ListWriter
{
    /// <summary>Deeper points stay at this depth: indentation would outgrow the text of a hostile document.</summary>
    private const int MaxDepth = 16;

    public static string Write(Block.List list)
    {
        var text = new StringBuilder();
        Write(list.Items, indent: "", depth: 1, text);
        return text.ToString().TrimEnd('\n');
    }

    private static void Write(IReadOnlyList<ListItem> items, string indent, int depth, StringBuilder text)
    {
        foreach (var item in items)
        {
            var marker = Numbered().IsMatch(item.Label) ? item.Label + ' ' : "- ";
            var below = indent + new string(' ', marker.Length);
            var label = marker == "- " && item.Label.Length > 0 ? item.Label + ' ' : "";
            text.Append(indent).Append(marker).Append(label).Append(Indented(item.Text, below)).Append('\n');
            Write(item.Items, depth < MaxDepth ? below : indent, Math.Min(depth + 1, MaxDepth), text);
        }
    }

    private static string Indented(string text, string indent) =>
        InlineWriter.Write(PlainText.Escape(text), InlineForm.Markdown).ReplaceLineEndings("\n").Replace("\n", "\n" + indent,
            StringComparison.Ordinal);

    [GeneratedRegex(@"^\d{1,9}[.)]$", RegexOptions.CultureInvariant)]
    private static partial Regex Numbered();
}
