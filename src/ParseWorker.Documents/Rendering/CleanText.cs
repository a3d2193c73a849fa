using System.Text;

namespace ParseWorker.Documents.Rendering;

/// <summary>Removes what PostgreSQL's text, JSON or UTF-8 cannot hold: NUL and halves of surrogate pairs.</summary>
internal static class CleanText
{
    public static string Of(string text)
    {
        if (!NeedsCleaning(text)) return text;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in Runes(text)) clean.Append(rune);
        return clean.ToString();
    }

    private static bool NeedsCleaning(string text)
    {
        foreach (var letter in text)
            if (letter == '\0' || char.IsSurrogate(letter)) return true;
        return false;
    }

    private static IEnumerable<string> Runes(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1])) yield return text.Substring(at++, 2);
            else if (text[at] != '\0' && !char.IsSurrogate(text[at])) yield return text[at].ToString();
        }
    }
}
