using System.Globalization;
using Hangfire.Dashboard;
using ParseWorker.Api.Dashboard.Markup;
using ParseWorker.Api.Dashboard.Search;
using ParseWorker.Api.Dashboard.Views;
using ParseWorker.Core.Operators;

namespace ParseWorker.Api.Dashboard.Load;

/// <summary><c>/load</c>: what waited, ran and ended over the last hour, or with <c>span=day</c> the last day.</summary>
internal sealed class LoadPage : ViewDispatcher
{
    private const string Title = "Load";
    private const string Day = "day";
    private static readonly TimeSpan RefreshEvery = TimeSpan.FromSeconds(30);

    protected override async Task<View?> ViewAsync(DashboardContext context, HttpContext http, Links links)
    {
        var isDay = http.Request.Query["span"] == Day;
        var (length, count) = isDay ? (TimeSpan.FromMinutes(15), 96) : (TimeSpan.FromMinutes(1), 60);
        var head = Html.Of(
            $"""
             <h1 class="page-header">{Title}</h1>
             <ul class="nav nav-pills pw-spans">
               {Pill("Last hour", links.Load(), !isDay)}{Pill("Last day", links.Load($"span={Day}"), isDay)}
             </ul>
             """);
        return await LimitedSearch.ShowAsync(http, Title, head, async token =>
        {
            var minutes = await http.RequestServices.GetRequiredService<ILoadHistory>().ReadAsync(length * (count + 1), token);
            var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
            return new View(Title, head, Show(LoadBucket.Of(minutes, length, count, now), links)) { RefreshEvery = RefreshEvery };
        });
    }

    private static Html Pill(string name, string path, bool isActive) => isActive
        ? Html.Of($"<li class=\"active\"><a href=\"{path}\" aria-current=\"page\">{name}</a></li>")
        : Html.Of($"<li><a href=\"{path}\">{name}</a></li>");

    private static Html Show(IReadOnlyList<LoadBucket> buckets, Links links)
    {
        if (buckets.All(bucket => bucket.Minutes.Count == 0))
            return Html.Of($"<p class=\"alert alert-info\">Nothing has been counted yet: workers count each minute when it is over.</p>");
        return Html.Of(
            $"""
             {new Plot("Parses that ended", buckets, Plot.Number)
                 .With("completed", "completed", bucket => bucket.Sum(minute => minute.Completed))
                 .With("cancelled", "cancelled", bucket => bucket.Sum(minute => minute.Cancelled))
                 .With("failed", "failed", bucket => bucket.Sum(minute => minute.Failed)).Show()}
             {new Plot("Pages a second", buckets, value => value.ToString("0.##", CultureInfo.InvariantCulture))
                 .With("pages", "running", bucket => bucket.Sum(minute => minute.Pages) / bucket.Length.TotalSeconds).Show()}
             {new Plot("Parses that have not ended", buckets, Plot.Number)
                 .With("in progress", "running", bucket => bucket.Most(minute => minute.InProgress))
                 .With("waiting", "queued", bucket => bucket.Most(minute => minute.Waiting)).Show()}
             {new Plot("The oldest waited for", buckets, Time)
                 .With("oldest", "queued", bucket => bucket.Most(minute => minute.OldestWaiting?.TotalMilliseconds)).Show()}
             {new Plot("Cancel of a running parse, median of the worst minute", buckets, Time)
                 .With("median", "cancelling", bucket => bucket.Most(minute => minute.CancelP50?.TotalMilliseconds)).Show()}
             {new Plot("Cancel of a running parse, 99th percentile of the worst minute", buckets, Time)
                 .With("99th percentile", "cancelling", bucket => bucket.Most(minute => minute.CancelP99?.TotalMilliseconds)).Show()}
             {Failures(buckets, links)}
             """);
    }

    private static string Time(double milliseconds) => Times.Words(TimeSpan.FromMilliseconds(milliseconds));

    private static Html Failures(IReadOnlyList<LoadBucket> buckets, Links links)
    {
        var codes = buckets.SelectMany(bucket => bucket.Minutes).SelectMany(minute => minute.Failures)
            .GroupBy(failure => failure.Key, failure => failure.Value, StringComparer.Ordinal)
            .Select(code => (Code: code.Key, Count: code.Sum())).OrderByDescending(code => code.Count).ToList();
        return Html.If(codes.Count > 0, () => Html.Of(
            $"""
             <h2 class="h4">Failed, by code</h2>
             <table class="table pw-codes" aria-label="Failed, by code"><tbody>
               {codes.Select(code => Html.Of(
                   $"""
                    <tr><td><a href="{links.Parses($"code={code.Code}")}">{code.Code}</a></td>
                      <td class="pw-right">{Plot.Number(code.Count)}</td></tr>
                    """))}
             </tbody></table>
             """));
    }
}
