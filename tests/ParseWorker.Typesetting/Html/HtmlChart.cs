using ParseWorker.Typesetting.Content;
using ParseWorker.Typesetting.Truth;

namespace ParseWorker.Typesetting.Html;

/// <summary>Draws a chart as SVG: axes, bars or a line, and their labels as text.</summary>
internal static class HtmlChart
{
    public static string Write(Piece.Chart chart)
    {
        var plan = ChartPlan.Of(chart);
        var texts = plan.Texts
            .Select(text => At($"<text x={text.X:F1} y={text.Y:F1} text-anchor=middle font-size=3>{HtmlPage.Text(text.Text)}</text>"));
        return $"<svg viewBox=\"0 0 100 60\" width=90%>{Axes}{(chart.AsLine ? Line(plan) : Bars(plan))}{string.Concat(texts)}</svg>";
    }

    private static string Axes => "<path d=\"M10 6V50H100\" fill=none stroke=#000 stroke-width=0.3 />";

    private static string Bars(ChartPlan plan) =>
        string.Concat(plan.Marks
            .Select(mark => At($"<rect x={mark.X:F1} y={mark.Y:F1} width={mark.Width:F1} height={mark.Height:F1} fill=#58a />")));

    private static string Line(ChartPlan plan) =>
        $"<polyline fill=none stroke=#a33 stroke-width=0.5 points=\"{string.Join(' ', plan.Marks.Select(Point))}\" />";

    private static string Point((double X, double Y, double Width, double Height) mark) => At($"{mark.X + mark.Width / 2:F1},{mark.Y:F1}");

    private static string At(FormattableString text) => FormattableString.Invariant(text);
}
