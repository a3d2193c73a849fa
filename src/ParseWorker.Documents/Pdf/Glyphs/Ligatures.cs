namespace ParseWorker.Documents.Pdf.Glyphs;

/// <summary>Spells the Latin ligatures of Unicode's block FB00 out: nobody searches for them.</summary>
internal static class Ligatures
{
    private static readonly string[] Spelt = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"];

    public static string Spell(string letter) => letter.Length == 1 && letter[0] is >= '\uFB00' and <= '\uFB06' ? Spelt[letter[0] - '\uFB00'] : letter;
}
