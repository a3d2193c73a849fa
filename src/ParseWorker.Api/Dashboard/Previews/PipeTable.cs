using System.Text.RegularExpressions;
using ParseWorker.Api.Dashboard.Markup;

namespace ParseWorker.Api.Dashboard.Previews;

/// <summary>A table of Markdown, its cells between pipes.</summary>
internal static partial class PipeTable
{
    /// <summary>The table.</summary>
    /// <param name="lines">Its lines; a second of dashes makes the first the header row.</param>
    public static Html Of(IReadOnlyList<string> lines)
    {
        var hasHeader = lines.Count > 1 && Dashes().IsMatch(lines[1].TrimEnd());
        var rows = lines.Where((_, index) => !hasHeader || index != 1).Select((line, index) => Row(line, hasHeader && index == 0));
        return TextPreview.TableOf(rows);
    }

    private static Html Row(string line, bool isHeader)
    {
        var cells = Separator().Split(line.Trim().Trim('|')).Select(cell => cell.Trim().Replace(@"\|", "|", StringComparison.Ordinal));
        return Html.Of($"<tr>{cells.Select(cell => isHeader ? Html.Of($"<th>{cell}</th>") : Html.Of($"<td>{cell}</td>"))}</tr>");
    }

    [GeneratedRegex(@"^\|[ :|-]+$")]
    private static partial Regex Dashes();

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Separator();
}
