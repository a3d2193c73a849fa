using ParseWorker.Core.Errors;

namespace ParseWorker.Documents.Xlsx.Cells;

/// <summary>Bounds what one workbook may show: a text stored once may be shown by a million cells.</summary>
internal sealed class CellBudget
{
    private const int MaxCells = 20_000_000;

    private const long MaxCharacters = 256L * 1024 * 1024;

    private int _cells;
    private long _characters;

    /// <exception cref="DocumentException">The workbook shows too much.</exception>
    public void Take(SheetCell cell)
    {
        _cells++;
        _characters += cell.Text.Length;
        if (_cells > MaxCells) throw TooLarge($"{MaxCells:N0} cells");
        if (_characters > MaxCharacters) throw TooLarge($"{MaxCharacters / (1024 * 1024)} million characters");
    }

    private static DocumentException TooLarge(string limit) =>
        new(ParseErrorCodes.DocumentTooLarge, $"The workbook shows more than {limit}. Split it and send its parts.");
}
