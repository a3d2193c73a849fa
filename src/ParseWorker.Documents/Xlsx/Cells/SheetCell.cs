namespace ParseWorker.Documents.Xlsx.Cells;

/// <summary>A cell that shows something.</summary>
/// <param name="Row">Counted from 1.</param>
/// <param name="Column">Counted from 1.</param>
/// <param name="Text">As the sheet shows it; never empty.</param>
/// <param name="IsText">Not a number, a date, a truth value or an error.</param>
internal readonly record struct SheetCell(int Row, int Column, string Text, bool IsText);
