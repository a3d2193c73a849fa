using ParseWorker.Documents.Ocr.Model;

namespace ParseWorker.Documents.Ocr.Detection;

/// <summary>
/// Turns the detector's map of probabilities into boxes: Differentiable Binarization's post-processing (Liao et al. 2020). The map shows
/// the core of each line, so a box is grown back by its area over its circumference, times a ratio.
/// </summary>
internal static class TextRegions
{
    /// <summary>A pixel counts as text from here on.</summary>
    private const float Threshold = 0.3f;

    /// <summary>Mean probability within a box, from which on it counts.</summary>
    private const double BoxThreshold = 0.5;

    /// <summary>How much boxes are grown; the paper's 1.5, and a little more for characters below the line.</summary>
    private const double Unclip = 1.7;

    /// <summary>Pixels of the shorter side at least.</summary>
    private const double Smallest = 3;

    /// <param name="map">Row by row, 0 to 1.</param>
    /// <param name="width">Of a row.</param>
    /// <param name="token">Checked between regions.</param>
    public static List<TextBox> Find(ReadOnlySpan<float> map, int width, CancellationToken token)
    {
        var boxes = new List<TextBox>();
        var seen = new bool[map.Length];
        var open = new Stack<int>();
        for (var at = 0; at < map.Length; at++)
        {
            if (seen[at] || map[at] < Threshold) continue;
            token.ThrowIfCancellationRequested();
            var (edges, sum) = Flood(map, width, at, seen, open);
            var box = MinimumBox.Around(edges);
            var score = sum / (box.Width * box.Height);
            if (Math.Min(box.Width, box.Height) < Smallest || score < BoxThreshold) continue;
            boxes.Add(Grown(box));
        }
        return boxes;
    }

    private static TextBox Grown(TextBox box)
    {
        var by = Unclip * box.Width * box.Height / (box.Width + box.Height);
        return box with { Width = box.Width + by, Height = box.Height + by };
    }

    /// <summary>One region's outermost pixels of every row, and the sum of its probabilities.</summary>
    private static (List<(int X, int Y)> Edges, double Sum) Flood(
        ReadOnlySpan<float> map, int width, int start, bool[] seen, Stack<int> open)
    {
        var rows = new Dictionary<int, (int Left, int Right)>();
        var sum = 0.0;
        seen[start] = true;
        open.Push(start);
        while (open.TryPop(out var at))
        {
            sum += map[at];
            var (y, x) = Math.DivRem(at, width);
            rows[y] = rows.TryGetValue(y, out var row) ? (Math.Min(row.Left, x), Math.Max(row.Right, x)) : (x, x);
            if (x > 0) Visit(map, at - 1, seen, open);
            if (x < width - 1) Visit(map, at + 1, seen, open);
            if (at >= width) Visit(map, at - width, seen, open);
            if (at < map.Length - width) Visit(map, at + width, seen, open);
        }
        return ([.. rows.SelectMany(row => new[] { (row.Value.Left, row.Key), (row.Value.Right, row.Key) })], sum);
    }

    private static void Visit(ReadOnlySpan<float> map, int at, bool[] seen, Stack<int> open)
    {
        if (seen[at] || map[at] < Threshold) return;
        seen[at] = true;
        open.Push(at);
    }
}
