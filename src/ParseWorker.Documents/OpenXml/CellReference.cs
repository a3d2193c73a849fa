using System.Globalization;

namespace ParseWorker.Documents.OpenXml;

/// <summary>Reads and writes <c>B7</c>: row 7, column 2, both counted from 1.</summary>
internal static class CellReference
{
    /// <summary>Excel's own limits.</summary>
    public const int MaxRow = 1_048_576;

    /// <inheritdoc cref="MaxRow"/>
    public const int MaxColumn = 16_384;

    /// <summary>The position; null for what names none.</summary>
    public static (int Row, int Column)? Read(ReadOnlySpan<char> reference)
    {
        var column = 0;
        var at = 0;
        for (; at < reference.Length && char.IsAsciiLetterUpper(reference[at]) && column <= MaxColumn; at++)
            column = column * 26 + reference[at] - 'A' + 1;
        return int.TryParse(reference[at..], NumberStyles.None, CultureInfo.InvariantCulture, out var row)
            && row is > 0 and <= MaxRow && column is > 0 and <= MaxColumn
            ? (row, column)
            : null;
    }

    public static string Write(int row, int column)
    {
        var letters = "";
        for (var left = column; left > 0; left = (left - 1) / 26) letters = (char)('A' + (left - 1) % 26) + letters;
        return string.Create(CultureInfo.InvariantCulture, $"{letters}{row}");
    }
}
