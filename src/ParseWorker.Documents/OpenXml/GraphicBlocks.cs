using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using ParseWorker.Documents.Model;
using Charts = DocumentFormat.OpenXml.Drawing.Charts;
using Diagrams = DocumentFormat.OpenXml.Drawing.Diagrams;

namespace ParseWorker.Documents.OpenXml;

/// <summary>Reads what a drawing refers to: a chart or a diagram. Embedded documents are not opened.</summary>
internal static class GraphicBlocks
{
    /// <summary>The blocks; none for anything else, and for a part that is missing or elsewhere.</summary>
    /// <param name="reference">What stands in <c>a:graphicData</c>.</param>
    /// <param name="owner">The part that the reference stands in.</param>
    /// <param name="token">Checked once.</param>
    public static IReadOnlyList<Block> Read(OpenXmlElement? reference, OpenXmlPart owner, CancellationToken token)
    {
        var id = reference switch
        {
            Charts.ChartReference chart => chart.Id?.Value,
            Diagrams.RelationshipIds diagram => diagram.DataPart?.Value,
            _ => null,
        };
        if (id is null || !owner.TryGetPartById(id, out var part)) return [];
        return part switch
        {
            ChartPart chart => [.. ChartBlocks.Read(chart, token)],
            DiagramDataPart diagram => DiagramReader.Read(diagram),
            _ => [],
        };
    }
}
