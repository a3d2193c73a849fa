using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using ParseWorker.Documents.Model;
using ParseWorker.Documents.OpenXml;
using Drawing = DocumentFormat.OpenXml.Drawing;

namespace ParseWorker.Documents.Pptx;

/// <summary>Reads a table of a slide (ISO/IEC 29500-1 §21.1.3): the cells that a span covers are stored, and left out here.</summary>
internal static class TableReader
{
    private const int MaxSpan = 1000;

    /// <summary>The table, or null when no cell holds text.</summary>
    public static Block.Table? Read(Drawing.Table table, OpenXmlPart owner, CancellationToken token)
    {
        var rows = new List<IReadOnlyList<TableCell>>();
        foreach (var row in table.Elements<Drawing.TableRow>())
        {
            token.ThrowIfCancellationRequested();
            rows.Add(
                [.. row.Elements<Drawing.TableCell>()
                    .Where(cell => cell.HorizontalMerge?.Value != true && cell.VerticalMerge?.Value != true)
                    .Select(cell => Cell(cell, owner))]);
        }
        if (!rows.Any(row => row.Any(cell => cell.Text.Length > 0))) return null;
        var header = table.TableProperties?.FirstRow?.Value == true && rows.Count > 1;
        return new Block.Table(rows, header ? 1 : 0);
    }

    private static TableCell Cell(Drawing.TableCell cell, OpenXmlPart owner) =>
        new(cell.TextBody is { } text ? DrawingText.Of(text, owner) : "", Span(cell.RowSpan), Span(cell.GridSpan));

    private static int Span(Int32Value? span) => Math.Clamp(span?.Value ?? 1, 1, MaxSpan);
}
