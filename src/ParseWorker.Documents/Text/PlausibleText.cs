using System.Globalization;

namespace ParseWorker.Documents.Text;

/// <summary>Tells decoded text from junk that happened to decode.</summary>
internal static class PlausibleText
{
    /// <summary>One odd character in a hundred is damage; more is not text.</summary>
    private const int OddPerHundred = 1;

    public static bool IsPlausible(string text)
    {
        var odd = 0;
        foreach (var letter in text)
            if (IsOdd(letter)) odd++;
        return odd * 100L <= text.Length * (long)OddPerHundred;
    }

    private static bool IsOdd(char letter) => char.GetUnicodeCategory(letter) switch
    {
        UnicodeCategory.Control => letter is not ('\t' or '\n' or '\v' or '\f' or '\r' or '\u001B' or '\0'),
        UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse => true,
        _ => letter == '\uFFFD',
    };
}
