namespace ParseWorker.Documents.Model;

/// <summary>Builds nested lists from points that come one after the other with their depth, as most formats store them.</summary>
internal static class ListNesting
{
    /// <summary>A point and how deep it stands; 0 is outermost.</summary>
    internal sealed record Entry(int Depth, string Label, string Text);

    /// <summary>Nests the points: one that stands deeper than the point before it belongs to that, however much deeper.</summary>
    public static IReadOnlyList<ListItem> Nest(IReadOnlyList<Entry> points)
    {
        var at = 0;
        var items = new List<ListItem>();
        while (at < points.Count) items.Add(Take(points, ref at));
        return items;
    }

    private static ListItem Take(IReadOnlyList<Entry> points, ref int at)
    {
        var point = points[at++];
        var below = new List<ListItem>();
        while (at < points.Count && points[at].Depth > point.Depth) below.Add(Take(points, ref at));
        return new ListItem(point.Label, point.Text, below);
    }
}
