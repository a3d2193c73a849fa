using System.Globalization;

namespace ParseWorker.Documents.Text;

/// <summary>Tells decoded text from junk that happened to decode.</summary>
internal static class PlausibleText
{
    /// <summary>One odd character in a hundred is damage; more is not text.</summary>
    private const int OddPerHundred = 1;

    private const int BufferCharacters = 16 * 1024;

    public static bool IsPlausible(TextReader text)
    {
        var buffer = new char[BufferCharacters];
        var (odd, all) = (0L, 0L);
        for (var read = text.ReadBlock(buffer); read > 0; read = text.ReadBlock(buffer))
        {
            all += read;
            foreach (var character in buffer.AsSpan(0, read))
                if (IsOdd(character)) odd++;
        }
        return odd * 100 <= all * OddPerHundred;
    }

    private static bool IsOdd(char character) => char.GetUnicodeCategory(character) switch
    {
        UnicodeCategory.Control => character is not ('\t' or '\n' or '\v' or '\f' or '\r' or '\u001B' or '\0'),
        UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse => true,
        _ => character == '\uFFFD',
    };
}
