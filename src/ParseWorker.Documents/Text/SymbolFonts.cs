namespace ParseWorker.Documents.Text;

/// <summary>
/// Reads characters set in symbol fonts, whose codes mean what the font draws: Symbol by Adobe's encoding, Wingdings and Webdings by
/// what Unicode took over from them (L2/11-149). Programs store a code by itself or in the private use area from U+F000 on.
/// </summary>
internal static class SymbolFonts
{
    private const string SymbolLow =
        " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼";

    private const string SymbolHigh =
        "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪\u0000〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭";

    private static readonly Dictionary<int, string> Wingdings = Map(
        "21 ✏ 22 ✂ 28 ☎ 29 ✆ 2A ✉ 36 ⌛ 37 ⌨ 3E ✇ 3F ✍ 41 ✌ 43 👍 44 👎 45 ☜ 46 ☞ 47 ☝ 48 ☟ 4A ☺ 4B 😐 4C ☹ 4D 💣 4E ☠ 4F ⚐ 51 ✈ 52 ☼ "
        + "54 ❄ 58 ✠ 59 ✡ 5A ☪ 5B ☯ 6A & 6B & 6C ● 6D ❍ 6E ■ 6F ☐ 70 ☐ 71 ❑ 72 ❒ 73 ◆ 74 ◆ 75 ◆ 76 ❖ 77 ◆ 78 ☒ 7A ⌘ 7D ❝ 7E ❞ 80 ⓪ 8B ⓿ "
        + "9E · 9F • A0 ▪ A1 ○ A2 ○ A3 ○ A4 ◉ A5 ◎ A7 ▪ A8 ☐ AA ✦ AB ★ AC ✶ AD ✴ AE ✹ AF ✵ B6 ✪ D5 ⌫ D6 ⌦ D8 ➢ DC ➲ "
        + "DF ← E0 → E1 ↑ E2 ↓ E3 ↖ E4 ↗ E5 ↙ E6 ↘ E7 ← E8 → E9 ↑ EA ↓ EF ⇦ F0 ⇨ F1 ⇧ F2 ⇩ F3 ⬄ F4 ⇳ FB ✗ FC ✓ FD ☒ FE ☑");

    private static readonly Dictionary<int, string> Wingdings2 = Map("4F ✗ 50 ✓ 51 ☒ 52 ☑ 53 ☒ 54 ☒ 97 ● 98 ● A2 ■ A3 ☐ AE ◆");

    private static readonly Dictionary<int, string> Wingdings3 = Map(
        "66 ← 67 → 68 ↑ 69 ↓ 6A ↖ 6B ↗ 6C ↙ 6D ↘ 70 ▲ 71 ▼ 74 ◀ 75 ▶ 7B ◀ 7D ▶ 7F ▲ 81 ▼ 84 ▶");

    private static readonly Dictionary<int, string> Webdings = Map("33 ◀ 34 ▶ 35 ▲ 36 ▼ 61 ✓ 63 ☐ 67 ■ 6E ● 72 ✗ 69 ℹ");

    /// <summary>Whether a font is one of those read here.</summary>
    public static bool Has(string? font) => TableOf(font) is not null;

    /// <summary>The text that a font's codes draw; codes that it does not know are bullets.</summary>
    /// <param name="font">The font's name.</param>
    /// <param name="text">Codes below 256, or in the private use area; all else is kept.</param>
    public static string Read(string? font, string text) =>
        TableOf(font) is { } table ? string.Concat(text.Select(character => Read(table, character))) : text;

    /// <summary>The same for text in which only the private use area stands for symbols: the rest is text as it reads.</summary>
    public static string PrivateUse(string? font, string text) =>
        TableOf(font) is { } table && text.Any(IsPrivateUse)
            ? string.Concat(text.Select(character => IsPrivateUse(character) ? Read(table, character) : character.ToString()))
            : text;

    private static bool IsPrivateUse(char character) => character is >= '\uF000' and <= '\uF0FF';

    private static string Read(Func<int, string?> table, char character) => character switch
    {
        '\t' or '\n' or '\r' or ' ' => character.ToString(),
        < '\u0100' => table(character) ?? "•",
        _ when IsPrivateUse(character) => table(character - 0xF000) ?? "•",
        _ => character.ToString(),
    };

    private static Func<int, string?>? TableOf(string? font) => font?.Trim().ToLowerInvariant() switch
    {
        "symbol" => Symbol,
        "wingdings" => code => Circled(code) ?? Wingdings.GetValueOrDefault(code),
        "wingdings 2" => Wingdings2.GetValueOrDefault,
        "wingdings 3" => Wingdings3.GetValueOrDefault,
        "webdings" => Webdings.GetValueOrDefault,
        _ => null,
    };

    private static string? Symbol(int code) => code switch
    {
        >= 0x20 and < 0x7F => SymbolLow[code - 0x20].ToString(),
        >= 0xA0 and < 0xFF when SymbolHigh[code - 0xA0] != '\0' => SymbolHigh[code - 0xA0].ToString(),
        _ => null,
    };

    private static string? Circled(int code) => code switch
    {
        >= 0x81 and <= 0x8A => ((char)('①' + code - 0x81)).ToString(),
        >= 0x8C and <= 0x95 => ((char)('❶' + code - 0x8C)).ToString(),
        _ => null,
    };

    private static Dictionary<int, string> Map(string pairs) => pairs
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Chunk(2)
        .ToDictionary(pair => Convert.ToInt32(pair[0], 16), pair => pair[1]);
}
