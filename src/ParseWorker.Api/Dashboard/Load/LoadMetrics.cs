using System.Globalization;
using Hangfire;
using Hangfire.Dashboard;
using ParseWorker.Api.Dashboard.Markup;
using ParseWorker.Core.Operators;

namespace ParseWorker.Api.Dashboard.Load;

/// <summary>Figures about parses on Hangfire's home page. It asks for them synchronously, so they are read before it is.</summary>
internal static class LoadMetrics
{
    private static readonly object Key = new();

    /// <summary>Shown beside the menu's entry: what has not ended.</summary>
    public static DashboardMetric Open { get; } = Metric("parses:open", "Parses that have not ended", load => Count(
        load.Waiting + load.InProgress, load.Waiting + load.InProgress > 0 ? MetricStyle.Info : MetricStyle.Default));

    /// <summary>Puts the figures on the home page.</summary>
    public static void Register() => GlobalConfiguration.Configuration.UseDashboardMetrics(
        Metric("parses:waiting", "Parses waiting", load => Count(
            load.Waiting, load.Waiting > 0 ? MetricStyle.Info : MetricStyle.Default)),
        Metric("parses:oldest", "Oldest waiting for", load => new Metric(load.OldestWaiting is { } age ? Times.Words(age) : "–")),
        Metric("parses:in-progress", "Parses in progress", load => Count(
            load.InProgress, load.InProgress > 0 ? MetricStyle.Warning : MetricStyle.Default)),
        Metric("parses:cancelling", "Parses being cancelled", load => Count(
            load.Cancelling, load.Cancelling > 0 ? MetricStyle.Danger : MetricStyle.Default)));

    /// <summary>Reads what the pages of this request may show.</summary>
    public static async Task PrepareAsync(HttpContext context) =>
        context.Items[Key] = await context.RequestServices.GetRequiredService<LoadReader>().ReadAsync(context.RequestAborted);

    private static DashboardMetric Metric(string name, string title, Func<ParseLoad, Metric> of) => new(
        name, title, page => page.Context.GetHttpContext().Items[Key] is ParseLoad load ? of(load) : new Metric("–"));

    private static Metric Count(long number, MetricStyle style)
    {
        var more = number >= ParseLoad.MostCounted ? "+" : "";
        return new Metric(number.ToString("N0", CultureInfo.InvariantCulture) + more) { IntValue = number, Style = style };
    }
}
