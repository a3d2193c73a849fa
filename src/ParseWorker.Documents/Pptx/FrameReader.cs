using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Presentation;
using ParseWorker.Documents.Model;
using ParseWorker.Documents.OpenXml;
using Drawing = DocumentFormat.OpenXml.Drawing;

namespace ParseWorker.Documents.Pptx;

/// <summary>Reads what stands in a frame: a table, a chart or a diagram.</summary>
internal static class FrameReader
{
    public static IReadOnlyList<Block> Read(GraphicFrame frame, SlidePart slide, CancellationToken token)
    {
        var content = frame.Graphic?.GraphicData?.FirstChild;
        if (content is not Drawing.Table table) return GraphicBlocks.Read(content, slide, token);
        return TableReader.Read(table, token) is { } block ? [block] : [];
    }
}
