using ParseWorker.Documents.Ocr.Model;

namespace ParseWorker.Documents.Ocr.Detection;

/// <summary>
/// The smallest rectangle around points: one of its sides lies on a side of their convex hull (Freeman and Shapira 1975).
/// </summary>
internal static class MinimumBox
{
    /// <param name="points">At least one.</param>
    public static TextBox Around(List<(int X, int Y)> points)
    {
        var hull = Hull(points);
        var best = Along(hull, 0);
        for (var at = 0; at < hull.Count; at++)
        {
            var (from, to) = (hull[at], hull[(at + 1) % hull.Count]);
            if (from == to) continue;
            var box = Along(hull, Folded(Math.Atan2(to.Y - from.Y, to.X - from.X)));
            if (box.Width * box.Height < best.Width * best.Height - 0.5) best = box;
        }
        return best;
    }

    /// <summary>A rectangle's sides differ by right angles: every direction has an equal within 45 degrees of the horizontal.</summary>
    private static double Folded(double angle)
    {
        var quarter = Math.PI / 2;
        return angle - quarter * Math.Round(angle / quarter);
    }

    private static TextBox Along(List<(int X, int Y)> hull, double angle)
    {
        var (sin, cos) = Math.SinCos(angle);
        var (left, right, top, bottom) = (double.MaxValue, double.MinValue, double.MaxValue, double.MinValue);
        foreach (var (x, y) in hull)
        {
            var (along, across) = (x * cos + y * sin, y * cos - x * sin);
            (left, right) = (Math.Min(left, along), Math.Max(right, along));
            (top, bottom) = (Math.Min(top, across), Math.Max(bottom, across));
        }
        // A point stands for a pixel, which is one wide and one high.
        var (middle, height) = ((left + right) / 2, (top + bottom) / 2);
        return new(middle * cos - height * sin + 0.5, middle * sin + height * cos + 0.5, right - left + 1, bottom - top + 1, angle);
    }

    /// <summary>Andrew's monotone chain (1979).</summary>
    private static List<(int X, int Y)> Hull(List<(int X, int Y)> points)
    {
        points.Sort();
        if (points.Count < 3) return points;
        var hull = new List<(int X, int Y)>();
        for (var pass = 0; pass < 2; pass++)
        {
            var start = hull.Count;
            foreach (var point in points)
            {
                while (hull.Count >= start + 2 && Turn(hull[^2], hull[^1], point) <= 0) hull.RemoveAt(hull.Count - 1);
                hull.Add(point);
            }
            hull.RemoveAt(hull.Count - 1);
            points.Reverse();
        }
        return hull.Count == 0 ? [points[0]] : hull;
    }

    private static long Turn((int X, int Y) one, (int X, int Y) two, (int X, int Y) three) =>
        (long)(two.X - one.X) * (three.Y - one.Y) - (long)(two.Y - one.Y) * (three.X - one.X);
}
