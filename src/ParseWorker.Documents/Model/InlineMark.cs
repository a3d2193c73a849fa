namespace ParseWorker.Documents.Model;

/// <summary>
/// Marks within a block's text: bold, links and the like. They are noncharacters of Unicode (U+FDD0 on), which no text may hold, come
/// in pairs and stand within one line; the renderer writes them as Markdown or HTML. A link is <see cref="LinkStart"/>, its address,
/// <see cref="Target"/>, its text and <see cref="LinkEnd"/>. Whatever takes text out of a document leaves them out
/// (<see cref="Without(string)"/>): a document could make links of its own else, past the filter of addresses.
/// </summary>
internal static class InlineMark
{
    public const char BoldStart = '\uFDD0';
    public const char BoldEnd = '\uFDD1';
    public const char ItalicStart = '\uFDD2';
    public const char ItalicEnd = '\uFDD3';
    public const char StruckStart = '\uFDD4';
    public const char StruckEnd = '\uFDD5';
    public const char RaisedStart = '\uFDD6';
    public const char RaisedEnd = '\uFDD7';
    public const char LoweredStart = '\uFDD8';
    public const char LoweredEnd = '\uFDD9';
    public const char LinkStart = '\uFDDA';
    public const char LinkEnd = '\uFDDB';

    /// <summary>Ends a link's address and begins its text.</summary>
    public const char Target = '\uFDDC';

    /// <summary>Whether a character is one of the marks, or reserved for more of them.</summary>
    public static bool Is(char character) => character is >= '\uFDD0' and <= '\uFDEF';

    /// <summary>Whether a text has marks.</summary>
    public static bool AnyIn(ReadOnlySpan<char> text) => text.IndexOfAnyInRange('\uFDD0', '\uFDEF') >= 0;

    /// <summary>Whether a mark begins a pair; what ends the pair is the next character of Unicode.</summary>
    public static bool IsStart(char mark) => mark is >= BoldStart and <= LinkEnd && (mark - BoldStart) % 2 == 0;

    /// <summary>A link; the text alone where <see cref="LinkAddress"/> lets the address not through.</summary>
    public static string Link(string address, string text) =>
        LinkAddress.Of(address) is { } allowed ? $"{LinkStart}{allowed}{Target}{text}{LinkEnd}" : text;

    /// <summary>The text without bold and italics that all of its lines are set in: they set nothing apart.</summary>
    public static string WithoutWhole(string text) => WithoutWhole(WithoutWhole(text, BoldStart), ItalicStart);

    private static string WithoutWhole(string text, char start)
    {
        if (!text.Contains(start)) return text;
        var lines = text.Split('\n');
        return Array.TrueForAll(lines, line => line.Length == 0 || IsAround(line, start))
            ? string.Join('\n', lines.Select(line => line.Length == 0 ? line : line[1..^1]))
            : text;
    }

    private static bool IsAround(string line, char start) =>
        line.Length > 1 && line[0] == start && line.IndexOf((char)(start + 1)) == line.Length - 1;

    /// <summary>The text without what a document smuggled in as marks.</summary>
    public static string Without(string text) => AnyIn(text) ? string.Concat(text.Where(character => !Is(character))) : text;

    /// <summary>Moves what is no mark to the front.</summary>
    /// <returns>That part of the text.</returns>
    public static ReadOnlySpan<char> Without(Span<char> text)
    {
        if (!AnyIn(text)) return text;
        var kept = 0;
        foreach (var character in text)
            if (!Is(character)) text[kept++] = character;
        return text[..kept];
    }
}
