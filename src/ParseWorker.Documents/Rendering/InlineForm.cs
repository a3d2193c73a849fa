using System.Buffers;
using System.Text.RegularExpressions;

namespace ParseWorker.Documents.Rendering;

/// <summary>How marks within a text are written.</summary>
/// <param name="Marks">Starts and ends of bold, italic, struck, raised and lowered text, in the order of the marks' characters.</param>
/// <param name="LinkStart">What stands before a link's text, by its address.</param>
/// <param name="LinkEnd">What stands after it.</param>
internal sealed partial record InlineForm(IReadOnlyList<string> Marks, Func<string, string> LinkStart, Func<string, string> LinkEnd)
{
    private static readonly SearchValues<char> Special = SearchValues.Create(" ()<>\\|");

    /// <summary>Markdown, with tags where it has no form of its own.</summary>
    public static InlineForm Markdown { get; } = new(
        ["**", "**", "*", "*", "~~", "~~", "<sup>", "</sup>", "<sub>", "</sub>"], _ => "[", address => $"]({Destination(address)})");

    /// <summary>HTML, in text that is escaped already.</summary>
    public static InlineForm Html { get; } = new(
        ["<b>", "</b>", "<i>", "</i>", "<s>", "</s>", "<sup>", "</sup>", "<sub>", "</sub>"],
        address => $"<a href=\"{address.Replace("\"", "&quot;", StringComparison.Ordinal)}\">",
        _ => "</a>");

    /// <summary>A value that programs read: emphasis is left out; links, sup and sub say what the value is, and stay.</summary>
    public static InlineForm Value { get; } = Markdown with { Marks = ["", "", "", "", "", "", "<sup>", "</sup>", "<sub>", "</sub>"] };

    /// <summary>
    /// An address that would end early goes between angle brackets (CommonMark 0.31.2 §6.3), in which what escapes, ends them or ends a
    /// table's cell is encoded; what reads as a character reference, such as <c>&amp;#58;</c> for a colon, stays what it is.
    /// </summary>
    private static string Destination(string address)
    {
        var literal = Reference().Replace(address, "&amp;");
        if (literal.AsSpan().IndexOfAny(Special) < 0) return literal;
        return $"<{literal.Replace("\\", "%5C", StringComparison.Ordinal).Replace("<", "%3C", StringComparison.Ordinal)
            .Replace(">", "%3E", StringComparison.Ordinal).Replace("|", "%7C", StringComparison.Ordinal)}>";
    }

    [GeneratedRegex(@"&(?=#?\w+;)", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();
}
