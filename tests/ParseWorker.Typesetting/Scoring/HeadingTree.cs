using System.Text.RegularExpressions;

namespace ParseWorker.Typesetting.Scoring;

/// <summary>A text as headings and what follows each; levels don't count.</summary>
internal static partial class HeadingTree
{
    public const string Heading = "heading";

    public static TreeNode Read(string markdown)
    {
        var root = new TreeNode("document");
        var (part, lines) = (root, new List<string>());
        void Flush()
        {
            var text = Texts.Squash(string.Join(' ', lines));
            lines.Clear();
            if (text.Length > 0) part.Children.Add(new("content", text));
        }

        foreach (var line in markdown.ReplaceLineEndings("\n").Split('\n'))
        {
            if (Marked().Match(line) is not { Success: true } match)
            {
                lines.Add(line);
                continue;
            }
            Flush();
            part = new TreeNode(Heading, Texts.Squash(match.Groups[1].Value));
            root.Children.Add(part);
        }
        Flush();
        return root;
    }

    [GeneratedRegex(@"^#{1,6}\s+(.*)$")]
    private static partial Regex Marked();
}
