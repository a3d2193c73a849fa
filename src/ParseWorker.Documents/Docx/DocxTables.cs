using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using ParseWorker.Documents.Model;
using VerticalMerge = ParseWorker.Documents.Model.VerticalMerge;
using WordCell = DocumentFormat.OpenXml.Wordprocessing.TableCell;

namespace ParseWorker.Documents.Docx;

/// <summary>Reads tables: columns by <c>gridSpan</c>, rows by <c>vMerge</c> (ISO/IEC 29500-1 §17.4).</summary>
internal static class DocxTables
{
    /// <summary>Word's own limit is 63 columns.</summary>
    private const int MaxColumns = 1000;

    /// <summary>The cell of a table that has no other: a frame around part of the page, not a table.</summary>
    public static OpenXmlElement? OnlyCell(Table table)
    {
        var cells = Inside<TableRow>(table).SelectMany(Inside<WordCell>).Take(2).ToList();
        return cells.Count == 1 ? cells[0] : null;
    }

    /// <summary>The table, or null when no cell holds text.</summary>
    public static Block.Table? Read(Table table, Func<OpenXmlElement, string> textOf)
    {
        var rows = Inside<TableRow>(table).Where(row => row.TableRowProperties?.GetFirstChild<Deleted>() is null).ToList();
        var merged = new VerticalMerges();
        foreach (var row in rows)
        {
            merged.StartRow();
            var skipped = row.TableRowProperties?.GetFirstChild<GridBefore>()?.Val?.Value ?? 0;
            if (skipped > 0) merged.Add("", Math.Min(skipped, MaxColumns), VerticalMerge.None);
            foreach (var cell in Inside<WordCell>(row)) merged.Add(textOf(cell), SpanOf(cell), MergeOf(cell));
        }
        var cells = merged.Rows();
        return cells.Any(row => row.Any(cell => cell.Text.Length > 0)) ? new Block.Table(cells, HeaderRows(table, rows)) : null;
    }

    /// <summary>Rows stand in a table, and cells in a row, also within content controls and the like.</summary>
    private static IEnumerable<T> Inside<T>(OpenXmlElement element)
        where T : OpenXmlElement
    {
        foreach (var child in element.ChildElements)
        {
            if (child is T wanted) yield return wanted;
            else if (child is not (Table or Paragraph))
                foreach (var inner in Inside<T>(child)) yield return inner;
        }
    }

    private static int SpanOf(WordCell cell) => Math.Clamp(cell.TableCellProperties?.GridSpan?.Val?.Value ?? 1, 1, MaxColumns);

    private static VerticalMerge MergeOf(WordCell cell) => cell.TableCellProperties?.VerticalMerge switch
    {
        null => VerticalMerge.None,
        { Val: { } value } when value.Value == MergedCellValues.Restart => VerticalMerge.Start,
        _ => VerticalMerge.Continue,
    };

    /// <summary>The rows that repeat on every page; else the first, where the table's look sets it apart.</summary>
    private static int HeaderRows(Table table, List<TableRow> rows)
    {
        var repeated = rows.TakeWhile(row => row.TableRowProperties?
            .GetFirstChild<TableHeader>() is { } header && header.Val?.InnerText is not ("off" or "0"))
            .Count();
        if (repeated > 0) return repeated < rows.Count ? repeated : 1;
        var look = table.GetFirstChild<TableProperties>()?.TableLook;
        var first = look?.FirstRow?.Value ?? (LookBits(look) & 0x20) != 0;
        return first && rows.Count > 1 ? 1 : 0;
    }

    private static int LookBits(TableLook? look) =>
        int.TryParse(look?.Val?.Value, System.Globalization.NumberStyles.HexNumber, null, out var bits) ? bits : 0;
}
