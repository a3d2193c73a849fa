namespace ParseWorker.Documents.Model;

/// <summary>One cell of a table.</summary>
/// <param name="Text">Plain; line breaks are kept.</param>
/// <param name="RowSpan">Rows it covers, 1 or more.</param>
/// <param name="ColumnSpan">Columns it covers, 1 or more.</param>
public sealed record TableCell(string Text, int RowSpan = 1, int ColumnSpan = 1);
