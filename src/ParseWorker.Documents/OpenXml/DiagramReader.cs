using DocumentFormat.OpenXml.Drawing.Diagrams;
using DocumentFormat.OpenXml.Packaging;
using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.OpenXml;

/// <summary>Reads a diagram's ("SmartArt's") texts as a list, nested as its connections say (ISO/IEC 29500-1 §21.4.3).</summary>
internal sealed class DiagramReader
{
    private const int MaxDepth = 16;

    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly ILookup<string, string> _below;
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<ListNesting.Entry> _points = [];

    private DiagramReader(DataModelRoot model)
    {
        foreach (var point in model.PointList?.Elements<Point>() ?? [])
            if (point.ModelId?.Value is { } id && point.Type?.InnerText is null or "node" or "asst")
                _texts[id] = point.TextBody is { } text ? DrawingText.Of(text) : "";
        _below = (model.ConnectionList?.Elements<Connection>() ?? [])
            .Where(connection => connection.Type?.InnerText is null or "parOf")
            .OrderBy(connection => connection.SourcePosition?.Value ?? 0)
            .ToLookup(connection => connection.SourceId?.Value ?? "", connection => connection.DestinationId?.Value ?? "");
    }

    public static IReadOnlyList<Block> Read(DiagramDataPart part)
    {
        if (part.DataModelRoot is not { } model) return [];
        var reader = new DiagramReader(model);
        var children = reader._below.SelectMany(group => group).ToHashSet(StringComparer.Ordinal);
        foreach (var root in reader._below.Select(group => group.Key).Where(id => !children.Contains(id))) reader.Add(root);
        // What hangs on nothing, or in a circle, is shown all the same.
        foreach (var id in reader._texts.Keys) reader.Add(id);
        return reader._points.Count == 0 ? [] : [new Block.List(ListNesting.Nest(reader._points))];
    }

    /// <summary>Without recursion: a hostile chain of points may be as long as it likes.</summary>
    private void Add(string root)
    {
        var open = new Stack<(string Id, int Depth)>([(root, 0)]);
        while (open.TryPop(out var next))
        {
            if (!_seen.Add(next.Id)) continue;
            var shown = _texts.GetValueOrDefault(next.Id) is { Length: > 0 } text ? text : null;
            if (shown is not null) _points.Add(new(next.Depth, "", shown));
            var below = shown is null ? next.Depth : Math.Min(next.Depth + 1, MaxDepth);
            foreach (var child in _below[next.Id].Reverse()) open.Push((child, below));
        }
    }
}
