using System.Text;
using ParseWorker.Testing.Faults;
using ParseWorker.Testing.Processes;

namespace ParseWorker.EndToEnd.Tests.Faults;

/// <summary>The main connection goes through PgBouncer in transaction mode; only LISTEN and Hangfire have sessions of their own.</summary>
public sealed class PoolerTests(ServiceFixture service) : IAsyncLifetime
{
    private PgBouncer _pooler = null!;
    private ApiProcess _api = null!;
    private ParsesClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _pooler = await PgBouncer.StartAsync(service.Database.ConnectionString);
        _api = await service.StartApiAsync(Pooled());
        _client = service.ClientOf(_api);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _api.DisposeAsync();
        await _pooler.DisposeAsync();
    }

    [Fact]
    public async Task Pooled_CreateRunCancelAndDrain_AllWork()
    {
        await using var first = await service.StartWorkerAsync(Pooled());
        var answered = await _client.PostAsync(Encoding.UTF8.GetBytes("Answered with its text."), "sync.txt", background: false);
        var cancelled = await StartParsingAsync();
        var drained = await StartParsingAsync();
        first.FreezeEngines();

        var asked = await _client.CancelAsync(cancelled);
        Assert.Equal(0, await first.StopAsync());
        await using var second = await service.StartWorkerAsync(Pooled());

        var histories = await service.HistoriesAsync();
        Assert.Equal("created queued claimed completed", histories[answered.Record().Id()]);
        Assert.Equal("cancelled", asked.Status());
        Assert.Equal("created queued claimed cancel_requested cancel_observed cancelled", histories[cancelled]);
        Assert.Equal("created queued claimed handed_back claimed completed", histories[drained]);
        Assert.Equal(LongPdf.Pages, (await _client.GetAsync(drained)).Pages().Count);
    }

    private Task<string> StartParsingAsync() => service.StartParsingAsync(LongPdf.Bytes, _client);

    private (string Name, string Value)[] Pooled() =>
        [("ConnectionStrings__Main", _pooler.ConnectionString), ("ConnectionStrings__Direct", service.Database.ConnectionString)];
}
