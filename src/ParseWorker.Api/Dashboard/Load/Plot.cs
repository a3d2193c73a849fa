using System.Globalization;
using ParseWorker.Api.Dashboard.Markup;

namespace ParseWorker.Api.Dashboard.Load;

/// <summary>Bars over time, drawn to scale; what they say stands in words beside them, and in the title of each.</summary>
/// <param name="title">What is drawn.</param>
/// <param name="buckets">A bar each, the newest last.</param>
/// <param name="words">A value as people read it.</param>
internal sealed class Plot(string title, IReadOnlyList<LoadBucket> buckets, Func<double, string> words)
{
    private const double Width = 960;
    private const double Height = 80;

    private readonly List<(string Name, string Look, double[] Values)> _series = [];

    /// <summary>A value as a whole number.</summary>
    public static string Number(double value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Adds a part of each bar, on top of those that were added before.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="look">The end of its class in the style sheet.</param>
    /// <param name="of">Its height, 0 or more.</param>
    public Plot With(string name, string look, Func<LoadBucket, double> of)
    {
        _series.Add((name, look, [.. buckets.Select(of)]));
        return this;
    }

    /// <summary>The drawing, with its highest bar and its beginning and end in words.</summary>
    public Html Show()
    {
        var highest = Enumerable.Range(0, buckets.Count).Max(n => _series.Sum(series => series.Values[n]));
        var name = $"{title}: {words(highest)} at most";
        return Html.Of(
            $"""
             <figure class="pw-plot">
               <figcaption><strong>{title}</strong> <span class="text-muted">{words(highest)} at most</span>
                 <ul class="list-inline pw-legend">{_series.Select(Legend)}</ul></figcaption>
               <svg viewBox="0 0 {Width} {Height}" preserveAspectRatio="none" role="img" aria-label="{name}">
                 <rect class="pw-plot-ground" x="0" y="0" width="{Width}" height="{Height}"></rect>
                 {Enumerable.Range(0, buckets.Count).Select(n => Bar(n, highest))}
               </svg>
               <div class="pw-plot-times text-muted"><span>{Clock(buckets[0].Start)}</span><span>{Clock(buckets[^1].Start)} UTC</span></div>
             </figure>
             """);
    }

    private Html Legend((string Name, string Look, double[] Values) series) =>
        Html.Of($"<li><i class=\"pw-key pw-key-{series.Look}\"></i> {series.Name} <strong>{words(series.Values[^1])}</strong></li>");

    private Html Bar(int n, double highest)
    {
        var step = Width / buckets.Count;
        var parts = new List<Html>();
        var below = 0.0;
        foreach (var (name, look, values) in _series)
        {
            if (values[n] <= 0) continue;
            var height = Height * values[n] / highest;
            below += height;
            parts.Add(Html.Of(
                $"""
                 <rect class="pw-phase-{look}" x="{(n * step) + 1:0.##}" y="{Height - below:0.##}" width="{step - 1:0.##}"
                   height="{height:0.##}">
                   <title>{Clock(buckets[n].Start)}, {name}: {words(values[n])}</title></rect>
                 """));
        }

        return Html.Join(parts);
    }

    private static string Clock(DateTimeOffset at) => at.UtcDateTime.ToString("MM-dd HH:mm", CultureInfo.InvariantCulture);
}
