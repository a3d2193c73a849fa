using System.Globalization;
using ExcelNumberFormat;

namespace ParseWorker.Documents.Xlsx.Cells;

/// <summary>Writes a cell's stored value as the sheet shows it (ISO/IEC 29500-1 §18.18.11, cell types).</summary>
/// <param name="strings">The shared texts.</param>
/// <param name="formats">The number formats.</param>
/// <param name="from1904">Days are counted from 1904, as old Macs did.</param>
internal sealed class CellValues(IReadOnlyList<string> strings, CellFormats formats, bool from1904)
{
    private static readonly NumberFormat General = new("General");

    /// <summary>What is shown, and whether it is text.</summary>
    public (string Text, bool IsText) Show(string? type, int style, string value) => type switch
    {
        "s" => (Formatted(Shared(value), style), true),
        "str" or "inlineStr" => (Formatted(SharedStrings.Unescape(value), style), true),
        "b" => (value is "1" or "true" ? "TRUE" : "FALSE", false),
        "e" => (value, false),
        "d" => (value, false),
        _ => (Number(value, style), false),
    };

    private string Shared(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < strings.Count ? strings[index] : "";

    private string Number(string value, int style) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? (formats.Of(style) ?? General).Format(number, CultureInfo.InvariantCulture, from1904).Trim()
            : value.Trim();

    /// <summary>Only a format with an <c>@</c> says how a text is shown.</summary>
    private string Formatted(string text, int style) =>
        formats.Of(style) is { FormatString: not "@" } format && format.FormatString.Contains('@', StringComparison.Ordinal)
            ? format.Format(text, CultureInfo.InvariantCulture).Trim()
            : text.Trim();
}
