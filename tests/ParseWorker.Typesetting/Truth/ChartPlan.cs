using System.Globalization;
using ParseWorker.Typesetting.Content;

namespace ParseWorker.Typesetting.Truth;

/// <summary>Where a chart's texts and marks stand, in a box of 100 by 60 whose origin is at the upper left.</summary>
/// <param name="Texts">Each with its place: middle of the text, and its baseline.</param>
/// <param name="Marks">The bars, or the points of the line.</param>
internal sealed record ChartPlan(IReadOnlyList<(double X, double Y, string Text)> Texts,
    IReadOnlyList<(double X, double Y, double Width, double Height)> Marks)
{
    private const double Left = 10;
    private const double Bottom = 50;
    private const double Tall = 44;

    /// <summary>Its texts row by row, as a figure's text is read.</summary>
    public string Text => string.Join('\n',
        Texts.GroupBy(text => text.Y).OrderBy(row => row.Key)
        .Select(row => string.Join(' ', row.OrderBy(text => text.X).Select(text => text.Text))));

    public static ChartPlan Of(Piece.Chart chart)
    {
        var step = (100 - Left) / chart.Bars.Count;
        var labels = chart.Bars.Select((bar, at) => (Left + (at + 0.5) * step, Bottom + 6, bar.Label));
        var ticks = Enumerable.Range(0, 5)
            .Select(tick => (Left / 2, Bottom - tick * Tall / 4 + 1, (tick * 25).ToString(CultureInfo.InvariantCulture)));
        var marks = chart.Bars
            .Select((bar, at) => (Left + (at + 0.25) * step, Bottom - bar.Value * Tall / 100, step / 2, bar.Value * Tall / 100));
        return new([.. ticks, .. labels], [.. marks]);
    }
}
