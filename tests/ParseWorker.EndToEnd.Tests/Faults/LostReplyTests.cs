using System.Text;
using ParseWorker.Testing;
using ParseWorker.Testing.Documents;
using ParseWorker.Testing.Faults;
using ParseWorker.Testing.Processes;

namespace ParseWorker.EndToEnd.Tests.Faults;

/// <summary>
/// The server commits, and its answer gets lost on the way: nothing is lost or done twice, and repeated requests find what is there.
/// </summary>
public sealed class LostReplyTests(ServiceFixture service) : IAsyncLifetime
{
    // A line of each statement: what goes over the wire.
    private const string Create = "Records a parse, its file and its idempotency key together";
    private const string Claim = "Grants the next attempt to one worker";
    private const string WritePages = "a guarded insert without it lets a stale attempt's page";
    private const string Complete = "Only the attempt that runs may end the parse";
    private const string RequestCancel = "The flag is set once and by one request";
    private const string CancelAttempt = "the request's flag is what makes this an ending";

    private const string Fail = "The document cannot be parsed. An accepted cancel comes first";
    private const string Retry = "the parse waits longer each time, or fails with this error";
    private const string HandBack = "A worker that stops gives its parse back unspent";
    private const string TakeBack = "a lease that ran out means the worker is gone";
    private const string RecordJob = "Remembers which job will start the parse";
    private const string Admit = "Fills the environment's room in Hangfire";

    private LossyProxy _proxy = null!;
    private WorkerProcess _worker = null!;

    public async ValueTask InitializeAsync()
    {
        _proxy = new LossyProxy(service.Database.ConnectionString);
        _worker = await service.StartWorkerAsync(Through(_proxy));
    }

    public async ValueTask DisposeAsync()
    {
        await _worker.DisposeAsync();
        await _proxy.DisposeAsync();
    }

    [Theory]
    [InlineData(Claim)]
    [InlineData(WritePages)]
    [InlineData(Complete)]
    public async Task Worker_ReplyLost_GoesOnWithTheSameAttempt(string statement)
    {
        _proxy.LoseNext(statement);

        var created = await service.Client.CreateAsync(SampleDocuments.Pdf("One.", "Two."), "two.pdf");

        var histories = await service.HistoriesAsync();
        Assert.Equal("created queued claimed completed", histories[created.Id()]);
        Assert.Equal(["One.", "Two."], (await service.Client.GetAsync(created.Id())).Pages());
        await OneIsLostAsync();
    }

    [Fact]
    public async Task Worker_ReplyToAFailureLost_IsOneFailure()
    {
        _proxy.LoseNext(Fail);

        var created = await service.Client.CreateAsync(SampleDocuments.TruncatedPdf(), "broken.pdf");

        await IsAsync("created queued claimed failed", created.Id());
    }

    [Fact]
    public async Task Worker_ReplyToARetryLost_SpendsOneAttempt()
    {
        await _worker.StopAsync();
        await using var broken = await service.StartWorkerAsync([.. Through(_proxy), CrashingHost.Setting]);
        _proxy.LoseNext(Retry);

        var created = await service.Client.CreateAsync(CrashingHost.Document("Its engines crash."), "crash.txt");

        await IsAsync("created queued claimed retried(engine_crashed) claimed retried(engine_crashed) claimed failed", created.Id());
    }

    [Fact]
    public async Task Worker_ReplyToTheHandBackLost_HandsBackOnce()
    {
        var id = await service.StartParsingAsync(LongPdf.Bytes);
        _proxy.LoseNext(HandBack);

        Assert.Equal(0, await _worker.StopAsync());
        await using var next = await service.StartWorkerAsync();

        await IsAsync("created queued claimed handed_back claimed completed", id);
    }

    [Fact]
    public async Task Sweeper_ReplyToATakeBackLost_IsFoundWithoutAJob()
    {
        await using (var dead = await service.StartWorkerAsync(("Worker__Slots", "1")))
        {
            await _worker.StopAsync();
            var id = await service.StartParsingAsync(LongPdf.Bytes);
            await dead.KillAsync();

            // Swept by a worker of its own, which hears nothing of it.
            _proxy.LoseNext(TakeBack);
            await using var sweeper = await service.StartWorkerAsync(Through(_proxy));
            await IsAsync("created queued claimed taken_back claimed completed", id);
        }
    }

    [Theory]
    [InlineData(RecordJob)]
    [InlineData(Admit)]
    public async Task Api_ReplyToAnAdmissionLost_IsEnqueuedBySomebody(string statement)
    {
        await using var lossy = new LossyProxy(service.Database.ConnectionString);
        await using var api = await service.StartApiAsync(Through(lossy));
        using var client = service.ClientOf(api);
        lossy.LoseNext(statement);

        var created = await client.CreateAsync(SampleDocuments.Pdf("Admitted unheard."), "admitted.pdf");

        Assert.Equal("created queued claimed completed", (await service.HistoriesAsync())[created.Id()]);
        await OneIsLostAsync(lossy);
    }

    [Fact]
    public async Task Worker_ReplyToTheCancelledEndingLost_IsOneEnding()
    {
        var id = await service.StartParsingAsync(LongPdf.Bytes);
        _proxy.LoseNext(CancelAttempt);

        await service.Client.CancelAsync(id);

        var histories = await service.HistoriesAsync();
        Assert.Equal("created queued claimed cancel_requested cancel_observed cancelled", histories[id]);
        await OneIsLostAsync();
    }

    [Fact]
    public async Task Api_ReplyToACreateLost_IsJoinedByTheClientsRetry()
    {
        await using var api = await service.StartApiAsync(Through(_proxy));
        using var client = service.ClientOf(api);
        var document = Encoding.UTF8.GetBytes("Whose answer never came.");
        var before = await CountAsync();
        _proxy.LoseNext(Create);

        var answer = await Eventually.BecomesAsync<Answer>(() => client.PostAsync(document, "lost.txt"),
            answer => (int)answer.Status < 500);

        var histories = await service.HistoriesAsync();
        Assert.Equal("created queued claimed completed", histories[answer.Record().Id()]);
        Assert.Equal(before + 1, await CountAsync());
        await OneIsLostAsync();
    }

    [Fact]
    public async Task Api_ReplyToACancelLost_IsFoundByTheClientsRetry()
    {
        await using var api = await service.StartApiAsync(Through(_proxy));
        using var client = service.ClientOf(api);
        var id = await service.StartParsingAsync(LongPdf.Bytes);
        _proxy.LoseNext(RequestCancel);

        var answer = await Eventually.BecomesAsync<Answer>(
            () => client.SendAsync(HttpMethod.Post, $"v1/parses/{id}/cancel"), answer => (int)answer.Status < 500);

        Assert.NotNull(answer.Record()["cancellation"]);
        var histories = await service.HistoriesAsync();
        Assert.Equal("created queued claimed cancel_requested cancel_observed cancelled", histories[id]);
        await OneIsLostAsync();
    }

    /// <summary>Hangfire and LISTEN go straight: what is lost here is the answer to a statement of ours.</summary>
    private (string Name, string Value)[] Through(LossyProxy proxy) =>
        [("ConnectionStrings__Main", proxy.ConnectionString), ("ConnectionStrings__Direct", service.Database.ConnectionString)];

    private async Task IsAsync(string history, string id)
    {
        Assert.Equal(history, (await service.HistoriesAsync())[id]);
        await OneIsLostAsync();
    }

    private Task OneIsLostAsync() => OneIsLostAsync(_proxy);

    /// <summary>What a statement did is there before its answer comes to the proxy, and a job may run before it is noted.</summary>
    private static async Task OneIsLostAsync(LossyProxy proxy) => await Eventually.BecomesAsync(() => proxy.Lost, lost => lost == 1);

    private Task<long> CountAsync() => service.Database.ScalarAsync<long>("select count(*) from parseworker.parses");
}
