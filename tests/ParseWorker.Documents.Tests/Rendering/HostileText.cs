using CsCheck;

namespace ParseWorker.Documents.Tests.Rendering;

/// <summary>Texts that some format would take for something else than text.</summary>
internal static class HostileText
{
    private const string Characters = "ab1 |\\`*_~<>&#[](){}!:\"'-+=.,;%@/^$?äß日😀é\n\t";

    private static readonly string[] Snippets =
    [
        "", " ", "  ", "\n", "\r\n", "\n\n", "\t", "|", "\\|", "||", "\\", "\\\\", "\"", "\"\"", "'", "`", "```", "~~~", "---", "***",
        "===", "| --- |", "# a", "- a", "1. a",
        "null", "~", "true", "no", "1.10", "0x1F", "2024-05-06", "1e3", "key: value", "a: ", ": a", "? a", "{a: b}", "[a, b]", "&anchor",
        "*alias", "!tag", "%TAG", "@at", "#no comment",
        "<b>a</b>", "</td>", "</table>", "<!-- a", "-->", "<br>", "&amp;", "&lt;", "&#124;", "&", "&copy", "[a](b)", "![a](b)", "[a]: b",
        "[^1]", "https://example.com/a_b_c?x=1&y=2",
        "*a*", "**a**", "_a_", "a_b", "~~a~~", "$a$", "<https://a.b>", "a@b.cd", "é", "日本語", "😀", "עברית", "\u00A0", "\u2028", "\u0085",
        "\uFEFF", "\u200B", "\u0001", "a",
    ];

    private static readonly string[] Runes = [.. Characters.EnumerateRunes().Select(character => character.ToString())];

    public static Gen<string> Any { get; } = Gen.OneOf(
        Gen.Int[0, Snippets.Length - 1].Select(snippet => Snippets[snippet]).Array[0, 3].Select(string.Concat),
        Gen.Int[0, Runes.Length - 1].Select(character => Runes[character]).Array[0, 12].Select(string.Concat));
}
