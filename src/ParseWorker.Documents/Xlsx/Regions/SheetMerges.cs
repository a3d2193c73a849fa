using System.Xml;
using ParseWorker.Documents.OpenXml;

namespace ParseWorker.Documents.Xlsx.Regions;

/// <summary>The merged cells of a sheet. They are stored after its cells, so they are read in a pass of their own.</summary>
internal sealed class SheetMerges
{
    /// <summary>Merges of one sheet that are looked at.</summary>
    private const int MaxMerges = 200_000;

    private readonly Dictionary<(int Row, int Column), (int Bottom, int Right)> _merges = [];

    public SheetMerges(Stream part, CancellationToken token)
    {
        using var xml = PartXml.Open(part);
        for (var nodes = 0; _merges.Count < MaxMerges && xml.Read(); nodes++)
        {
            if (nodes % 4096 == 0) token.ThrowIfCancellationRequested();
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "mergeCell") Add(xml.GetAttribute("ref"));
        }
    }

    /// <summary>Where the cell at a position ends; there when it is not merged.</summary>
    public (int Bottom, int Right) EndOf(int row, int column) => _merges.TryGetValue((row, column), out var end) ? end : (row, column);

    private void Add(string? reference)
    {
        var corners = reference?.Split(':');
        if (corners is not [var first, var last] || CellReference.Read(first) is not { } start || CellReference.Read(last) is not { } end)
            return;
        if (end.Row >= start.Row && end.Column >= start.Column) _merges[start] = (end.Row, end.Column);
    }
}
