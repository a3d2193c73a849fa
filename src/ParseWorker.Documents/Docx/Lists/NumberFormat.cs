using System.Globalization;
using DocumentFormat.OpenXml.Wordprocessing;
using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Docx.Lists;

/// <summary>Writes a list's number as its level asks.</summary>
internal static class NumberFormat
{
    public static string Write(int number, NumberFormatValues format)
    {
        if (format == NumberFormatValues.LowerLetter) return Numerals.Letters(number);
        if (format == NumberFormatValues.UpperLetter) return Numerals.Letters(number).ToUpperInvariant();
        if (format == NumberFormatValues.LowerRoman) return Numerals.Roman(number);
        if (format == NumberFormatValues.UpperRoman) return Numerals.Roman(number).ToUpperInvariant();
        return format == NumberFormatValues.DecimalZero ? number.ToString("00", CultureInfo.InvariantCulture) : Numerals.Digits(number);
    }
}
