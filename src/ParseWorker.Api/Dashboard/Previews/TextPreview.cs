using System.Text.RegularExpressions;
using ParseWorker.Api.Dashboard.Markup;

namespace ParseWorker.Api.Dashboard.Previews;

/// <summary>
/// A page's Markdown as it is meant: headings, paragraphs, lists, code and tables. It builds markup of its own and takes none over, so
/// that what it does not know is shown as the text that it is.
/// </summary>
internal static partial class TextPreview
{
    private const string Fence = "```";

    /// <summary>The preview.</summary>
    public static Html Of(string markdown)
    {
        var blocks = new List<Html>();
        var lines = new Queue<string>(markdown.ReplaceLineEndings("\n").Split('\n'));
        while (lines.TryPeek(out var line))
        {
            if (line.Length == 0) lines.Dequeue();
            else blocks.Add(Block(line, lines));
        }

        return Html.Join(blocks);
    }

    /// <summary>A table that scrolls by itself where it is too wide, with the keyboard too.</summary>
    public static Html TableOf(IEnumerable<Html> rows) => Html.Of(
        $"<div class=\"table-responsive\" tabindex=\"0\" role=\"group\" aria-label=\"Table\">"
        + $"<table class=\"table table-bordered table-condensed\">{rows}</table></div>");

    private static Html Block(string line, Queue<string> lines)
    {
        if (line.StartsWith(Fence, StringComparison.Ordinal)) return Code(lines);
        if (line.StartsWith("<table", StringComparison.Ordinal)) return Table(lines);
        if (line.StartsWith('|')) return PipeTable.Of(TakeWhile(lines, next => next.StartsWith('|')));
        if (Heading().Match(line) is { Success: true } heading)
        {
            lines.Dequeue();
            var level = heading.Groups["marks"].Length;
            return Html.Of($"<p class=\"pw-heading pw-heading-{level}\">{Inline(heading.Groups["text"].Value)}</p>");
        }

        if (Item().IsMatch(line)) return Html.Of($"<div>{TakeWhile(lines, Item().IsMatch).Select(ItemOf)}</div>");
        return Html.Of($"<p>{Lines(TakeWhile(lines, IsOfParagraph))}</p>");
    }

    private static bool IsOfParagraph(string line) => line.Length > 0 && !line.StartsWith("<table", StringComparison.Ordinal)
        && !line.StartsWith(Fence, StringComparison.Ordinal) && !line.StartsWith('|') && !Item().IsMatch(line) && !Heading().IsMatch(line);

    private static Html Code(Queue<string> lines)
    {
        lines.Dequeue();
        var code = TakeWhile(lines, line => !line.StartsWith(Fence, StringComparison.Ordinal));
        lines.TryDequeue(out _);
        return Html.Of($"<pre>{string.Join('\n', code)}</pre>");
    }

    /// <summary>To the line that ends it, or to the end of a page that was cut.</summary>
    private static Html Table(Queue<string> lines)
    {
        var source = new List<string>();
        while (lines.TryDequeue(out var line))
        {
            source.Add(line);
            if (line.Contains("</table>", StringComparison.Ordinal)) break;
        }

        return HtmlTablePreview.Of(string.Join('\n', source));
    }

    /// <summary>Its depth by whole steps of two spaces, to the eighth.</summary>
    private static Html ItemOf(string line)
    {
        var match = Item().Match(line);
        var marker = match.Groups["marker"].Value is "-" or "*" or "+" ? "•" : match.Groups["marker"].Value;
        var depth = Math.Min(8, match.Groups["indent"].Length / 2);
        return Html.Of($"<div class=\"pw-item pw-item-{depth}\">{marker} {Inline(match.Groups["text"].Value)}</div>");
    }

    private static Html Lines(IReadOnlyList<string> lines) =>
        Html.Join(lines.Select((line, index) => index == 0 ? Inline(line) : Html.Of($"<br>{Inline(line)}")));

    /// <summary>Bold as such; every other mark stays the character that it is.</summary>
    private static Html Inline(string text)
    {
        var parts = text.Split("**");
        return parts.Length % 2 == 0 ? Html.Of($"{text}") : Html.Join(parts.Select((part, index) =>
            index % 2 == 0 ? Html.Of($"{part}") : Html.Of($"<strong>{part}</strong>")));
    }

    private static List<string> TakeWhile(Queue<string> lines, Func<string, bool> belongs)
    {
        var taken = new List<string>();
        while (lines.TryPeek(out var line) && belongs(line)) taken.Add(lines.Dequeue());
        return taken;
    }

    [GeneratedRegex("^(?<marks>#{1,6}) (?<text>.*)$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^(?<indent> *)(?<marker>[-*+]|[0-9]{1,9}[.)]) (?<text>.*)$")]
    private static partial Regex Item();
}
