using System.Globalization;
using System.Text;

namespace ParseWorker.Documents.Model;

/// <summary>Writes a list's number in letters and in Roman numerals; in digits what they cannot say.</summary>
internal static class Numerals
{
    private static readonly (int Value, string Numeral)[] RomanParts =
    [
        (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
        (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
    ];

    public static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>a…z, then aa, bb, as Word counts.</summary>
    public static string Letters(int number) =>
        number is < 1 or > 26 * 16 ? Digits(number) : new string((char)('a' + (number - 1) % 26), (number - 1) / 26 + 1);

    public static string Roman(int number)
    {
        if (number is < 1 or > 3999) return Digits(number);
        var text = new StringBuilder();
        foreach (var (value, numeral) in RomanParts)
            for (; number >= value; number -= value) text.Append(numeral);
        return text.ToString();
    }
}
