using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Presentation;
using ParseWorker.Documents.Model;
using ParseWorker.Documents.OpenXml;
using Charts = DocumentFormat.OpenXml.Drawing.Charts;
using Diagrams = DocumentFormat.OpenXml.Drawing.Diagrams;
using Drawing = DocumentFormat.OpenXml.Drawing;

namespace ParseWorker.Documents.Pptx;

/// <summary>Reads what stands in a frame: a table, a chart or a diagram. Embedded documents are left closed.</summary>
internal static class FrameReader
{
    public static IReadOnlyList<Block> Read(GraphicFrame frame, SlidePart slide, CancellationToken token) => frame.Graphic?.GraphicData?.FirstChild switch
    {
        Drawing.Table table when TableReader.Read(table, token) is { } block => [block],
        Charts.ChartReference { Id.Value: { } id } when slide.TryGetPartById(id, out var part) && part is ChartPart chart => [.. ChartBlocks.Read(chart, token)],
        Diagrams.RelationshipIds { DataPart.Value: { } id } when slide.TryGetPartById(id, out var part) && part is DiagramDataPart diagram => DiagramReader.Read(diagram),
        _ => [],
    };
}
