using System.Text.Json;
using ParseWorker.Api.Tests.Hosting;
using ParseWorker.Core.Parses;

namespace ParseWorker.Api.Tests.Parses;

public sealed class ListParsesTests(ApiFixture fixture) : IClassFixture<ApiFixture>, IAsyncLifetime
{
    private readonly ApiServer _api = fixture.Server;
    private readonly List<string> _ids = [];

    public async ValueTask InitializeAsync()
    {
        await fixture.Database.ExecuteAsync("delete from parseworker.parses");
        for (var n = 0; n < 5; n++) _ids.Add((await _api.Parses.PendingAsync(fileName: $"Report_{n}.txt")).ToString());
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task List_Plain_IsNewestFirstWithBothCursorsNull()
    {
        var page = await ListAsync("");

        Assert.Equal(["data", "list_metadata"], page.EnumerateObject().Select(property => property.Name));
        Assert.Equal(Enumerable.Reverse(_ids), Ids(page));
        Assert.Equal("""{"before":null,"after":null}""", page.GetProperty("list_metadata").GetRawText());
    }

    [Theory]
    [InlineData("desc")]
    [InlineData("asc")]
    public async Task List_FollowingAfter_WalksEveryRowOnce(string order)
    {
        var seen = new List<string>();
        for (var cursor = ""; cursor is not null;)
        {
            var page = await ListAsync($"?limit=2&order={order}&after={cursor}");
            seen.AddRange(Ids(page));
            Assert.Equal(seen.Count <= 2, Cursor(page, "before") is null);
            cursor = Cursor(page, "after");
        }

        Assert.Equal(order == "asc" ? _ids : Enumerable.Reverse(_ids), seen);
    }

    [Fact]
    public async Task List_Before_GivesTheRowsInFrontInTheSameOrder()
    {
        var page = await ListAsync($"?order=asc&limit=2&before={_ids[3]}");

        Assert.Equal(_ids[1..3], Ids(page));
        Assert.Equal(_ids[1], Cursor(page, "before"));
        Assert.Equal(_ids[2], Cursor(page, "after"));
    }

    [Fact]
    public async Task List_AfterAndBefore_PrefersAfter() =>
        Assert.Equal(_ids[2..], Ids(await ListAsync($"?order=asc&after={_ids[1]}&before=nonsense")));

    [Fact]
    public async Task List_EmptyPage_HasBothCursorsNull()
    {
        var page = await ListAsync($"?order=asc&after={_ids[4]}");

        Assert.Empty(Ids(page));
        Assert.Equal("""{"before":null,"after":null}""", page.GetProperty("list_metadata").GetRawText());
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=101")]
    [InlineData("limit=-1")]
    [InlineData("limit=ten")]
    [InlineData("limit=1.5")]
    [InlineData("limit=1%00")]
    [InlineData("order=up")]
    [InlineData("order=ASC")]
    [InlineData("status=done")]
    [InlineData("filename=%00")]
    [InlineData("include_output=maybe")]
    public async Task List_BadValue_IsRefused(string query)
    {
        var error = await ApiServer.RefusedAsync(await _api.Client.GetAsync($"/v1/parses?{query}"), 422, "invalid_query");

        Assert.Contains($"'{query.Split('=')[0]}'", error.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("after=nonsense")]
    [InlineData("before=prs_01ARZ3NDEKTSV4RRFFQ69G5FAV")]
    [InlineData("after=%00")]
    public async Task List_UnknownCursor_IsRefusedWithTheWordCursor(string query)
    {
        var error = await ApiServer.RefusedAsync(await _api.Client.GetAsync($"/v1/parses?{query}"), 422, "invalid_cursor");

        Assert.Contains("cursor", error.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("from_date=2020-13-45")]
    [InlineData("to_date=2020-02-30")]
    [InlineData("from_date=yesterday")]
    [InlineData("from_date=1700000000")]
    [InlineData("from_date=2020-01-01T00:00:00.Z")]
    [InlineData("from_date=2020-01-01T00:00:0012Z")]
    [InlineData("from_date=2020-01-01%00")]
    [InlineData("from_date=0001-01-01T00:00:00%2B14:00")]
    public async Task List_BadDate_Is400(string query) =>
        await ApiServer.RefusedAsync(await _api.Client.GetAsync($"/v1/parses?{query}"), 400, "invalid_date");

    [Theory]
    [InlineData("from_date=2020-01-01&to_date=9999-12-31", 5)]
    [InlineData("from_date=2020-01-01T00:00:00Z", 5)]
    [InlineData("from_date=2020-01-01T00:00:00.123Z", 5)]
    [InlineData("from_date=2020-01-01T00:00:00%2B02:00", 5)]
    [InlineData("from_date=2020-01-01T00:00:00+02:00", 5)]
    [InlineData("from_date=2020-01-01T00:00:00.123456789Z", 5)]
    [InlineData("from_date=2020-01-01%2000:00:00Z", 5)]
    [InlineData("from_date=2020-01-01+00:00:00+02:00", 5)]
    [InlineData("from_date=2020-01-01t00:00:00.5z", 5)]
    [InlineData("to_date=2020-01-01T00:00:00.999999999Z", 0)]
    [InlineData("from_date=9999-01-01", 0)]
    [InlineData("from_date=2020-01-02&to_date=2020-01-01", 0)]
    [InlineData("from_date=2020-01-01&to_date=2020-01-01", 0)]
    [InlineData("from_date=&to_date=&filename=&after=&before=&status=", 5)]
    public async Task List_Dates_Filter(string query, int rows) => Assert.Equal(rows, Ids(await ListAsync($"?{query}")).Length);

    [Fact]
    public async Task List_BareToday_IsTheWholeDayInUtc()
    {
        var today = (await _api.GetAsync(ParseId.Parse(_ids[0]))).GetProperty("created_at").GetString()![..10];

        Assert.NotEmpty(Ids(await ListAsync($"?from_date={today}&to_date={today}")));
    }

    [Theory]
    [InlineData("report", 5)]
    [InlineData("REPORT_3", 1)]
    [InlineData("port", 0)]
    [InlineData("%25", 0)]
    [InlineData("Report.", 0)]
    [InlineData("Report_", 5)]
    public async Task List_Filename_IsACaseInsensitivePrefix(string prefix, int rows) =>
        Assert.Equal(rows, Ids(await ListAsync($"?filename={prefix}")).Length);

    [Fact]
    public async Task List_Status_Filters()
    {
        var id = await _api.CompletedAsync("text");

        Assert.Equal([id.ToString()], Ids(await ListAsync("?status=completed")));
        Assert.Equal(5, Ids(await ListAsync("?status=pending")).Length);
    }

    [Fact]
    public async Task List_Rows_AreTheObjectsThatGetAnswers()
    {
        var id = await _api.CompletedAsync("one", "two");

        var row = (await ListAsync("?limit=1")).GetProperty("data")[0];
        var lean = (await ListAsync("?limit=1&include_output=0")).GetProperty("data")[0];

        Assert.Equal(await _api.Client.GetStringAsync($"/v1/parses/{id}"), row.GetRawText());
        Assert.Equal(await _api.Client.GetStringAsync($"/v1/parses/{id}?include_output=false"), lean.GetRawText());
    }

    private async Task<JsonElement> ListAsync(string query) =>
        await ApiServer.ReadAsync(await _api.Client.GetAsync($"/v1/parses{query}"), 200);

    private static string[] Ids(JsonElement page) =>
        [.. page.GetProperty("data").EnumerateArray().Select(row => row.GetProperty("id").GetString()!)];

    private static string? Cursor(JsonElement page, string name) => page.GetProperty("list_metadata").GetProperty(name).GetString();

    [Theory]
    [InlineData("asc")]
    [InlineData("desc")]
    public async Task List_AfterAParseThatWasDeleted_GoesOnAfterIt(string order)
    {
        var rows = order == "asc" ? _ids : [.. Enumerable.Reverse(_ids)];
        (await _api.Client.DeleteAsync($"/v1/parses/{rows[1]}")).Dispose();

        Assert.Equal(rows[2..], Ids(await ListAsync($"?order={order}&after={rows[1]}")));
        Assert.Equal(rows[..1], Ids(await ListAsync($"?order={order}&before={rows[1]}")));
    }
}
