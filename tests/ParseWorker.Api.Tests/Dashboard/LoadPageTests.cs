using ParseWorker.Api.Dashboard.Load;
using ParseWorker.Core.Operators;

namespace ParseWorker.Api.Tests.Dashboard;

public sealed class LoadPageTests(DashboardFixture dashboard) : IClassFixture<DashboardFixture>, IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 12, 0, 30, TimeSpan.Zero);

    public async ValueTask InitializeAsync() => await dashboard.Database.ExecuteAsync("delete from parseworker.load_minutes");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Load_NothingCounted_SaysSo() => Assert.Contains(
        "Nothing has been counted yet", await dashboard.PageAsync("/hangfire/load"), StringComparison.Ordinal);

    [Theory]
    [InlineData("/hangfire/load", 3)]
    [InlineData("/hangfire/load?span=day", 6)]
    public async Task Load_OfASpan_ShowsWhatWasCountedInIt(string path, int failures)
    {
        await AddAsync("2 minutes");
        await AddAsync("5 hours");

        var page = await dashboard.PageAsync(path);

        string[] plots =
        [
            "Parses that ended: 16 at most", "Pages a second: ", "Parses that have not ended: 9 at most",
            "The oldest waited for: 1 min 5 s at most", "median of the worst minute: 40 ms at most",
            "99th percentile of the worst minute: 1.5 s at most",
        ];
        foreach (var plot in plots) Assert.Contains(plot, page, StringComparison.Ordinal);
        Assert.Matches($"/hangfire/parses\\?code=timeout\">timeout</a></td>\\s*<td class=\"pw-right\">{failures}</td>", page);
        Assert.Contains("href=\"/hangfire/load\"", await dashboard.PageAsync("/hangfire"), StringComparison.Ordinal);
    }

    [Fact]
    public void Buckets_OfMinutes_HaveEachOnceAndNoGap()
    {
        var minutes = Enumerable.Range(1, 7).Select(age => Minute(Now.AddSeconds(-30).AddMinutes(-age))).Reverse().ToList();

        var buckets = LoadBucket.Of(minutes, TimeSpan.FromMinutes(3), 4, Now);

        Assert.Equal([0, 1, 3, 3], buckets.Select(bucket => bucket.Minutes.Count));
        Assert.Equal(Now.AddSeconds(-30).AddMinutes(-3), buckets[^1].Start);
        Assert.Equal((0, 5), (buckets[0].Most(minute => minute.InProgress), buckets[^1].Most(minute => minute.InProgress)));
    }

    // While it is being counted there would be an empty bar; a worker that is gone leaves empty ones.
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(-3, 1)]
    [InlineData(5, 0)]
    public void Buckets_OfTheNewestMinute_EndWithItUnlessItIsOld(int minutesAgo, int counted)
    {
        var buckets = LoadBucket.Of([Minute(Now.AddSeconds(-30).AddMinutes(-minutesAgo))], TimeSpan.FromMinutes(1), 60, Now);

        Assert.Equal(counted, buckets[^1].Minutes.Count);
        Assert.Single(buckets, bucket => bucket.Minutes.Count == 1);
    }

    private static LoadMinute Minute(DateTimeOffset at) => new(at, 4, 5, null, 1, 0, 0, 0, null, null, new Dictionary<string, long>());

    private Task<int> AddAsync(string age) => dashboard.Database.ExecuteAsync(
        "insert into parseworker.load_minutes values (date_trunc('minute', now()) - $1::text::interval, 4, 5, interval '65 seconds', 10, "
        + "3, 3, 120, interval '40 milliseconds', interval '1.5 seconds', '{\"timeout\": 3}')",
        age);
}
