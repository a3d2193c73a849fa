namespace ParseWorker.Documents.Pdf.Characters;

/// <summary>
/// Spells the letters of Unicode's block FE70 (Arabic presentation forms B), which say how a letter is drawn within its word. By hand:
/// the runtime normalises nothing without its globalization data, which engine hosts do without.
/// </summary>
internal static class ArabicShapes
{
    private const char First = '\uFE80';

    /// <summary>In the block's order, each with its number of shapes: two for letters that join on one side only, else four.</summary>
    private static readonly (string Letters, int Shapes)[] Order =
    [
        ("ء", 1), ("آ", 2), ("أ", 2), ("ؤ", 2), ("إ", 2), ("ئ", 4), ("ا", 2), ("ب", 4), ("ة", 2), ("ت", 4), ("ث", 4), ("ج", 4), ("ح", 4),
        ("خ", 4), ("د", 2), ("ذ", 2), ("ر", 2), ("ز", 2), ("س", 4), ("ش", 4), ("ص", 4), ("ض", 4), ("ط", 4), ("ظ", 4), ("ع", 4), ("غ", 4),
        ("ف", 4), ("ق", 4), ("ك", 4), ("ل", 4), ("م", 4), ("ن", 4), ("ه", 4), ("و", 2), ("ى", 2), ("ي", 4), ("لآ", 2), ("لأ", 2), ("لإ", 2),
            ("لا", 2),
    ];

    private static readonly string[] Letters = [.. Order.SelectMany(letter => Enumerable.Repeat(letter.Letters, letter.Shapes))];

    /// <summary>The letters a shape stands for; anything else as it is.</summary>
    public static string Spell(string text) =>
        text.Length == 1 && text[0] >= First && text[0] - First < Letters.Length ? Letters[text[0] - First] : text;
}
