using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace ParseWorker.Typesetting.Scoring;

/// <summary>Reads the HTML tables of a text as trees: tables, rows, cells. A table within a table counts by itself too.</summary>
internal static partial class HtmlTables
{
    /// <summary>All tables below one node.</summary>
    public static TreeNode Read(string text)
    {
        var (root, open, cell) = (new TreeNode("table"), new Stack<TreeNode>(), new StringBuilder());
        var at = 0;
        foreach (Match tag in Tag().Matches(text))
        {
            cell.Append(text, at, tag.Index - at);
            at = tag.Index + tag.Length;
            var (name, isEnd) = (tag.Groups["name"].Value.ToLowerInvariant(), tag.Groups["end"].Length > 0);
            if (name == "br") cell.Append('\n');
            else if (!isEnd) Open(name, tag.Groups["attributes"].Value, root, open, cell);
            else Close(name, open, cell);
        }
        return root;
    }

    private static void Open(string name, string attributes, TreeNode root, Stack<TreeNode> open, StringBuilder cell)
    {
        if (name is "td" or "th") cell.Clear();
        var node = name switch
        {
            "table" => new TreeNode("table"),
            "tr" when open.Count > 0 => new TreeNode("tr"),
            "td" or "th" when open.Count > 0 => new TreeNode("td", "", Span(attributes, "colspan"), Span(attributes, "rowspan")),
            _ => null,
        };
        if (node is null) return;
        if (name == "table") root.Children.Add(node);
        else if (name == "tr") while (open.Peek().Tag != "table") open.Pop();
        open.Push(node);
        if (name == "tr") open.Skip(1).First().Children.Add(node);
    }

    private static void Close(string name, Stack<TreeNode> open, StringBuilder cell)
    {
        var tag = name == "th" ? "td" : name;
        if (tag is not ("table" or "tr" or "td") || open.All(node => node.Tag != tag)) return;
        while (open.Pop() is var node)
        {
            if (node.Tag == "td"
                && open.TryPeek(out var row)) row.Children.Add(node with { Text = Texts.Squash(WebUtility.HtmlDecode(cell.ToString())) });
            if (node.Tag == tag) break;
        }
        cell.Clear();
    }

    private static int Span(string attributes, string name) =>
        Regex.Match(attributes, $"{name}\\s*=\\s*[\"']?(\\d+)", RegexOptions.IgnoreCase) is { Success: true } match
            ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 1;

    [GeneratedRegex("<(?<end>/?)(?<name>[a-zA-Z][a-zA-Z0-9]*)(?<attributes>[^>]*)>")]
    private static partial Regex Tag();
}
