namespace ParseWorker.Documents.Pdf.Glyphs;

/// <summary>Spells the Latin ligatures of Unicode's block FB00 out: nobody searches for them.</summary>
internal static class Ligatures
{
    private static readonly string[] Spelt = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"];

    public static string Spell(string text) =>
        text.Length == 1 && text[0] is >= '\uFB00' and <= '\uFB06' ? Spelt[text[0] - '\uFB00'] : text;
}
