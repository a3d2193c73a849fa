using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Pptx;

/// <summary>
/// Writes a point's number by the name of its scheme, such as <c>alphaLcParenR</c> for <c>a)</c> (ISO/IEC 29500-1 §20.1.10.61).
/// </summary>
internal static class AutoNumber
{
    public static string Write(string scheme, int number)
    {
        var text = Number(scheme, number);
        if (scheme.EndsWith("ParenBoth", StringComparison.Ordinal)) return $"({text})";
        if (scheme.EndsWith("ParenR", StringComparison.Ordinal)) return $"{text})";
        return scheme.EndsWith("Plain", StringComparison.Ordinal) ? text : $"{text}.";
    }

    private static string Number(string scheme, int number)
    {
        if (scheme.StartsWith("alphaLc", StringComparison.Ordinal)) return Numerals.Letters(number);
        if (scheme.StartsWith("alphaUc", StringComparison.Ordinal)) return Numerals.Letters(number).ToUpperInvariant();
        if (scheme.StartsWith("romanLc", StringComparison.Ordinal)) return Numerals.Roman(number);
        return scheme.StartsWith("romanUc", StringComparison.Ordinal) ? Numerals.Roman(number).ToUpperInvariant() : Numerals.Digits(number);
    }
}
