using ParseWorker.Api.Tests.Hosting;

namespace ParseWorker.Api.Tests.Files;

public sealed class ListFilesTests(ApiFixture fixture) : IClassFixture<ApiFixture>, IAsyncLifetime
{
    private readonly ApiServer _api = fixture.Server;
    private ApiClient _client = null!;
    private FileClient _files = null!;

    private static string Yesterday => $"{TimeProvider.System.GetUtcNow().AddDays(-1):yyyy-MM-dd}";

    public async ValueTask InitializeAsync()
    {
        _client = new ApiClient(_api.Url, await _api.CreateKeyAsync($"files-{Guid.NewGuid():N}"));
        _files = new FileClient(_api, _client);
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    // What the vendors' own suites ask before anything else.
    [Fact]
    public async Task List_OfAnEmptyEnvironment_IsAnEmptyPage()
    {
        var page = await ListAsync("?limit=1");

        Assert.Empty(page.Ids);
        Assert.Null(page.Before);
        Assert.Null(page.After);
    }

    [Theory]
    [InlineData("asc")]
    [InlineData("desc")]
    public async Task List_PageByPage_ShowsEveryFileOnceAndBack(string order)
    {
        List<string> ids = [];
        for (var i = 0; i < 5; i++) ids.Add(await _files.UploadAsync($"{i}.txt", [(byte)('a' + i)]));
        if (order == "desc") ids.Reverse();

        var first = await ListAsync($"?limit=2&order={order}");
        var second = await ListAsync($"?limit=2&order={order}&after={first.After}");
        var third = await ListAsync($"?limit=2&order={order}&after={second.After}");
        var back = await ListAsync($"?limit=2&order={order}&before={third.Ids[0]}");

        Assert.Equal(ids, first.Ids.Concat(second.Ids).Concat(third.Ids));
        Assert.Null(first.Before);
        Assert.Null(third.After);
        Assert.Equal(second.Ids, back.Ids);
    }

    [Fact]
    public async Task List_ByNameAndType_ShowsWhatMatches()
    {
        var text = await _files.UploadAsync("Report_1.txt", "text"u8.ToArray());
        var page = await _files.UploadAsync("report.html", "<!doctype html><p>text</p>"u8.ToArray());
        await _files.UploadAsync("Reports1.txt", "other"u8.ToArray());

        Assert.Equal([text], (await ListAsync("?filename=report_")).Ids);
        Assert.Equal([page], (await ListAsync("?mime_type=text/html&sort_by=updated_at&include_embeddings=False")).Ids);
        Assert.Equal(3, (await ListAsync($"?from_date={Yesterday}&to_date=2999-12-31")).Ids.Count);
        Assert.Empty((await ListAsync("?to_date=2020-01-01")).Ids);
    }

    [Theory]
    [InlineData("?limit=0", 422)]
    [InlineData("?order=up", 422)]
    [InlineData("?sort_by=name", 422)]
    [InlineData("?include_embeddings=maybe", 422)]
    [InlineData("?filename=%00", 422)]
    [InlineData("?from_date=2020-13-45", 400)]
    public async Task List_WithABadQuery_IsRefused(string query, int status) =>
        await ApiServer.RefusedAsync(await _client.GetAsync($"/v1/files{query}"), status);

    [Theory]
    [InlineData("junk")]
    [InlineData("file_01ARZ3NDEKTSV4RRFFQ69G5FAV")]
    public async Task List_AfterAnUnknownFile_IsAWholePage(string cursor)
    {
        var id = await _files.UploadAsync("a.txt", [65]);

        Assert.Equal([id], (await ListAsync($"?after={cursor}")).Ids);
    }

    [Fact]
    public async Task List_OfAnotherEnvironment_ShowsNothingOfThisOne()
    {
        await _files.UploadAsync("a.txt", [65]);
        using var stranger = new ApiClient(_api.Url, await _api.CreateKeyAsync($"files-{Guid.NewGuid():N}"));

        var answer = await ApiServer.ReadAsync(await stranger.GetAsync("/v1/files"), 200);

        Assert.Empty(answer.GetProperty("data").EnumerateArray());
    }

    private async Task<(List<string> Ids, string? Before, string? After)> ListAsync(string query)
    {
        var answer = await ApiServer.ReadAsync(await _client.GetAsync($"/v1/files{query}"), 200);
        var metadata = answer.GetProperty("list_metadata");
        return (
            [.. answer.GetProperty("data").EnumerateArray().Select(row => row.GetProperty("id").GetString()!)],
            metadata.GetProperty("before").GetString(), metadata.GetProperty("after").GetString());
    }
}
