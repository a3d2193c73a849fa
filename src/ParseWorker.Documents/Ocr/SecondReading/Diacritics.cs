using System.Collections.Frozen;

namespace ParseWorker.Documents.Ocr.SecondReading;

/// <summary>Letters that bear marks, and the plain ones that a recogniser takes them for which does not know them.</summary>
internal static class Diacritics
{
    /// <summary>
    /// Latin-1 Supplement, Latin Extended-A and what languages of Europe use of Extended-B; the plain letter comes first.
    /// </summary>
    private static readonly string[] Groups =
    [
        "AÀÁÂÃÄÅĀĂĄÆ", "BẞÞ", "CÇĆĈĊČ", "DĎĐÐ", "EÈÉÊËĒĔĖĘĚ", "GĜĞĠĢ", "HĤĦ", "IÌÍÎÏĨĪĬĮİ", "JĴ", "KĶ", "LĹĻĽĿŁ", "NÑŃŅŇŊ",
        "OÒÓÔÕÖØŌŎŐŒ", "RŔŖŘ", "SŚŜŞŠȘ", "TŢŤŦȚ", "UÙÚÛÜŨŪŬŮŰŲ", "WŴ", "YÝŶŸ", "ZŹŻŽ",
        "aàáâãäåāăąǎæ", "Bß", "bþ", "cçćĉċč", "dďđð", "eèéêëēĕėęě", "gĝğġģ", "hĥħ", "iìíîïĩīĭįıǐ", "jĵ", "kķ", "lĺļľŀł", "nñńņňŋ",
        "oòóôõöøōŏőǒœ", "rŕŗř", "sśŝşšș", "tţťŧț", "uùúûüũūŭůűųǔ", "wŵ", "yýŷÿ", "zźżž",
    ];

    private static readonly FrozenDictionary<char, char> Plain =
        Groups.SelectMany(group => group.Skip(1), (group, letter) => KeyValuePair.Create(letter, group[0])).ToFrozenDictionary();

    /// <summary>Whether a letter bears a mark, or is none of the English alphabet.</summary>
    public static bool IsMarked(char letter) => Plain.ContainsKey(letter);

    /// <summary>The plain letter, or the letter itself.</summary>
    public static char Of(char letter) => Plain.GetValueOrDefault(letter, letter);

    /// <summary>The text in plain letters.</summary>
    public static string Of(string text) => string.Create(text.Length, text, static (plain, text) =>
    {
        for (var at = 0; at < plain.Length; at++) plain[at] = Of(text[at]);
    });
}
