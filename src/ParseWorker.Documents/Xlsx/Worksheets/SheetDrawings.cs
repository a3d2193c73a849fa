using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Drawing.Spreadsheet;
using DocumentFormat.OpenXml.Packaging;
using ParseWorker.Documents.Model;
using ParseWorker.Documents.OpenXml;
using Charts = DocumentFormat.OpenXml.Drawing.Charts;
using Diagrams = DocumentFormat.OpenXml.Drawing.Diagrams;

namespace ParseWorker.Documents.Xlsx.Worksheets;

/// <summary>Reads what lies on a sheet: charts, images that say what they show, text boxes.</summary>
internal static class SheetDrawings
{
    public static IEnumerable<PlacedBlocks> Read(DrawingsPart? part, CancellationToken token)
    {
        foreach (var anchor in part?.WorksheetDrawing?.ChildElements ?? Enumerable.Empty<OpenXmlElement>())
        {
            token.ThrowIfCancellationRequested();
            List<Block> blocks = [.. anchor.Shown().SelectMany(element => Blocks(element, part!, token))];
            if (blocks.Count > 0)
                yield return new(
                    PlaceOf(anchor.GetFirstChild<FromMarker>()?.RowId) + 1,
                    PlaceOf(anchor.GetFirstChild<FromMarker>()?.ColumnId) + 1, blocks);
        }
    }

    private static IEnumerable<Block> Blocks(OpenXmlElement element, DrawingsPart part, CancellationToken token) => element switch
    {
        Charts.ChartReference or Diagrams.RelationshipIds => GraphicBlocks.Read(element, part, token),
        Shape { TextBody: { } text } when DrawingText.Of(text, part) is { Length: > 0 } shown => [new Block.Paragraph(shown)],
        Picture image => [new Block.Figure(
            AltText.Of(image.NonVisualPictureProperties?.NonVisualDrawingProperties?.Description?.Value))],
        _ => [],
    };

    private static int PlaceOf(OpenXmlLeafTextElement? marker) =>
        int.TryParse(marker?.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : 0;
}
