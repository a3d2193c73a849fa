using System.Text;
using System.Text.Json;
using ParseWorker.Api.Tests.Hosting;
using ParseWorker.Core.Parses;
using ParseWorker.Testing;

namespace ParseWorker.Api.Tests.Cancelling;

public sealed class CancelParsesTests : IAsyncLifetime
{
    private static readonly string[] Queued = ["queued"];
    private static readonly string[] QueuedOrRunning = ["queued", "in_progress"];
    private readonly TestDatabase _database = new();
    private ApiServer _api = null!;

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        _api = await ApiServer.StartAsync(_database);
    }

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Cancel_ByIds_AnswersEach()
    {
        var queued = await _api.Parses.QueuedAsync();
        var running = (await _api.Parses.InProgressAsync()).Id;
        var ended = await _api.CompletedAsync("text");
        string[] ids =
            [$"{queued}", $"{running}", $"{ended}", "prs_01ARZ3NDEKTSV4RRFFQ69G5FAV", "nonsense", $"{queued}"];

        var first = await CancelAsync(new { ids });
        var second = await CancelAsync(new { ids });

        Assert.Equal(
            [
                (ids[0], "accepted", "cancelled"), (ids[1], "accepted", "in_progress"), (ids[2], "already_terminal", "completed"),
                (ids[3], "not_found", null), (ids[4], "not_found", null),
            ],
            Lines(first));
        Assert.Equal(
            ["already_terminal", "already_requested", "already_terminal", "not_found", "not_found"],
            Lines(second).Select(line => line.Outcome));
        Assert.False(first.GetProperty("has_more").GetBoolean());
        Assert.False(first.GetProperty("dry_run").GetBoolean());
    }

    [Fact]
    public async Task Cancel_ByFilter_AsksTheOldestUpToItsLimitAndSaysThatThereAreMore()
    {
        var ids = new List<ParseId>();
        for (var n = 0; n < 3; n++) ids.Add(await _api.Parses.PendingAsync(fileName: "Report.txt"));
        var other = await _api.Parses.PendingAsync(fileName: "letter.txt");

        var first = await CancelAsync(new { filename = "report", limit = 2 });
        var second = await CancelAsync(new { filename = "report", limit = 2 });
        var third = await CancelAsync(new { filename = "report", limit = 2 });

        Assert.Equal(ids.Take(2).Select(id => id.ToString()), Lines(first).Select(line => line.Id));
        Assert.Equal([ids[2].ToString()], Lines(second).Select(line => line.Id));
        Assert.Empty(Lines(third));
        Assert.Equal([true, false, false], new[] { first, second, third }.Select(answer => answer.GetProperty("has_more").GetBoolean()));
        Assert.NotEqual("cancelled", await StatusAsync(other)); // it may be admitted into the room of the others
    }

    [Fact]
    public async Task Cancel_ByStatusAndDate_LeavesTheRest()
    {
        var queued = await _api.Parses.QueuedAsync();
        var pending = await _api.Parses.PendingAsync();
        var running = (await _api.Parses.InProgressAsync()).Id;

        Assert.Empty(Lines(await CancelAsync(new { status = Queued, to_date = "2020-01-01" })));
        var lines = Lines(await CancelAsync(new { status = QueuedOrRunning, from_date = "2020-01-01" }));

        Assert.Equal(
            new[] { queued.ToString(), running.ToString() }.Order(StringComparer.Ordinal),
            lines.Select(line => line.Id).Order(StringComparer.Ordinal));
        Assert.NotEqual("cancelled", await StatusAsync(pending));
    }

    [Fact]
    public async Task Cancel_DryRun_SaysWhatWouldBeAndCancelsNothing()
    {
        var queued = await _api.Parses.QueuedAsync();
        var ended = await _api.CompletedAsync("text");

        var byFilter = await CancelAsync(new { all = true, dry_run = true });
        var byIds = await CancelAsync(new { ids = new[] { queued.ToString(), ended.ToString() }, dry_run = true });

        Assert.True(byFilter.GetProperty("dry_run").GetBoolean());
        Assert.Equal([(queued.ToString(), "would_cancel", "queued")], Lines(byFilter));
        Assert.Equal(["would_cancel", "already_terminal"], Lines(byIds).Select(line => line.Outcome));
        Assert.Equal("queued", await StatusAsync(queued));
    }

    [Fact]
    public async Task Cancel_All_AsksEveryParseThatHasNotEnded()
    {
        ParseId[] ids = [await _api.Parses.QueuedAsync(), await _api.Parses.PendingAsync(), (await _api.Parses.InProgressAsync()).Id];

        Assert.Equal(ids.Length, Lines(await CancelAsync(new { all = true })).Count);
        Assert.Empty(Lines(await CancelAsync(new { all = true })));
    }

    private async Task<JsonElement> CancelAsync(object body) =>
        await ApiServer.ReadAsync(await PostAsync(JsonSerializer.Serialize(body)), 200);

    private Task<HttpResponseMessage> PostAsync(string body) =>
        _api.Client.PostAsync("/v1/parses/cancel", new StringContent(body, Encoding.UTF8, "application/json"));

    private async Task<string?> StatusAsync(ParseId id) => (await _api.GetAsync(id)).GetProperty("status").GetString();

    private static List<(string? Id, string? Outcome, string? Status)> Lines(JsonElement answer) =>
    [
        .. answer.GetProperty("data").EnumerateArray().Select(line => (
            line.GetProperty("id").GetString(), line.GetProperty("outcome").GetString(), line.GetProperty("status").GetString())),
    ];
}
