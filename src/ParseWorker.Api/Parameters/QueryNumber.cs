using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ParseWorker.Api.Parameters;

/// <summary>Whole numbers as clients write them: ASCII digits and nothing else.</summary>
internal static class QueryNumber
{
    /// <summary>Reads a number, 0 to <see cref="int.MaxValue"/>. The framework's own parser takes NUL characters after the
    /// digits.</summary>
    public static bool TryRead([NotNullWhen(true)] string? text, out int number)
    {
        number = 0;
        return text is { Length: > 0 } && text.All(char.IsAsciiDigit)
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
