using ParseWorker.Testing;

namespace ParseWorker.EndToEnd.Tests;

/// <summary>Workers die, drain and freeze; the parse goes on, and a cancel is kept.</summary>
public sealed class LostWorkerTests(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task KillOfTheWorker_MidWay_IsFinishedByTheNextFromTheFirstMissingPage()
    {
        await using var first = await service.StartWorkerAsync();
        var id = await service.StartParsingAsync(LongPdf.Bytes);
        await first.KillAsync();
        var done = await service.PagesDoneAsync(id);

        await using var second = await service.StartWorkerAsync();
        var ended = await service.Client.EndsAsync(id, TimeSpan.FromSeconds(90));

        Assert.Equal("completed", ended.Status());
        Assert.Equal(LongPdf.Pages, ended.Pages().Count);
        Assert.Equal(ended.Pages().Count, ended.Pages().Distinct().Count());
        Assert.InRange(done, 1, LongPdf.Pages - 1);
        Assert.Equal("created queued claimed taken_back claimed completed", await service.EventsAsync(id));
    }

    [Fact]
    public async Task Cancel_AfterTheWorkerDied_IsKeptByTheNext()
    {
        await using var first = await service.StartWorkerAsync();
        var id = await service.StartParsingAsync(LongPdf.Bytes);
        await first.KillAsync();
        var asked = await service.Client.CancelAsync(id);
        Assert.NotNull(asked["cancellation"]);

        await using var second = await service.StartWorkerAsync();
        var ended = await service.Client.EndsAsync(id);

        Assert.Equal("cancelled", ended.Status());
    }

    [Fact]
    public async Task Sigterm_WhileItRuns_HandsBackUnspent()
    {
        await using var first = await service.StartWorkerAsync();
        var id = await service.StartParsingAsync(LongPdf.Bytes);

        Assert.Equal(0, await first.StopAsync());

        await using var second = await service.StartWorkerAsync();
        var ended = await service.Client.EndsAsync(id, TimeSpan.FromSeconds(90));
        Assert.Equal("completed", ended.Status());
        Assert.Equal("created queued claimed handed_back claimed completed", await service.EventsAsync(id));
        Assert.Equal(0, await service.Database.ScalarAsync<int>("select attempts_spent from parseworker.parses where id = $1", id));
    }

    [Fact]
    public async Task Cancel_WhileTheWorkerDrains_IsHonoured()
    {
        await using var worker = await service.StartWorkerAsync(("Worker__DrainTime", "00:00:30"));
        var id = await service.StartParsingAsync(LongPdf.Bytes);
        worker.Terminate();
        await worker.WaitForLineAsync("Application is shutting down");

        await service.Client.CancelAsync(id);

        Assert.Equal("cancelled", (await service.Client.EndsAsync(id)).Status());
        Assert.Equal(0, await worker.WaitForExitAsync());
    }

    [Fact]
    public async Task Freeze_PastTheLease_ThenThaw_WritesNothingStale()
    {
        await using var first = await service.StartWorkerAsync();
        var id = await service.StartParsingAsync(LongPdf.Bytes);
        first.Freeze();

        await using var second = await service.StartWorkerAsync();
        await Eventually.BecomesAsync(
            () => service.Database.ScalarAsync<int>("select attempt from parseworker.parses where id = $1", id), attempt => attempt == 2);
        first.Thaw();

        var ended = await service.Client.EndsAsync(id, TimeSpan.FromSeconds(90));
        Assert.Equal("completed", ended.Status());
        Assert.Equal(LongPdf.Pages, ended.Pages().Distinct().Count());
        Assert.StartsWith("created queued claimed taken_back claimed", await service.EventsAsync(id), StringComparison.Ordinal);
    }
}
