using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml.Wordprocessing;

namespace ParseWorker.Documents.Docx;

/// <summary>Writes a list's number as its level asks.</summary>
internal static class NumberFormat
{
    private static readonly (int Value, string Letters)[] Roman =
    [
        (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
    ];

    public static string Write(int number, NumberFormatValues format)
    {
        if (format == NumberFormatValues.LowerLetter) return Letters(number);
        if (format == NumberFormatValues.UpperLetter) return Letters(number).ToUpperInvariant();
        if (format == NumberFormatValues.LowerRoman) return RomanOf(number);
        if (format == NumberFormatValues.UpperRoman) return RomanOf(number).ToUpperInvariant();
        if (format == NumberFormatValues.DecimalZero) return number.ToString("00", CultureInfo.InvariantCulture);
        return number.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>a…z, then aa, bb, as Word counts.</summary>
    private static string Letters(int number) =>
        number is < 1 or > 26 * 16 ? number.ToString(CultureInfo.InvariantCulture) : new string((char)('a' + (number - 1) % 26), (number - 1) / 26 + 1);

    private static string RomanOf(int number)
    {
        if (number is < 1 or > 3999) return number.ToString(CultureInfo.InvariantCulture);
        var text = new StringBuilder();
        foreach (var (value, letters) in Roman)
            for (; number >= value; number -= value) text.Append(letters);
        return text.ToString();
    }
}
