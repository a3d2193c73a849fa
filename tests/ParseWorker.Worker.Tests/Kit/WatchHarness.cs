using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using ParseWorker.Core.Cancellation;
using ParseWorker.Core.Parses;
using ParseWorker.Testing;
using ParseWorker.Worker.Cancellation;
using ParseWorker.Worker.Engines;
using ParseWorker.Worker.Hosting;

namespace ParseWorker.Worker.Tests.Kit;

/// <summary>A cancel watch that runs on a clock and a database of the test's.</summary>
internal sealed class WatchHarness : IAsyncDisposable
{
    private readonly CancelWatch _watch;

    private WatchHarness(WorkerOptions worker, EngineOptions engines)
    {
        Worker = worker;
        List = new WatchList(Options.Create(worker), Time, Log.For<WatchList>());
        var flags = new FlagPoll(Database, Options.Create(worker), Time, Log.For<FlagPoll>());
        var leases = new LeaseKeeper(Database, Options.Create(worker), Options.Create(engines), Time, Log.For<LeaseKeeper>());
        _watch = new CancelWatch(List, flags, leases, Listener, Time, Log.For<CancelWatch>());
    }

    public WorkerOptions Worker { get; }

    public FakeTimeProvider Time { get; } = new();

    public FakeAttempts Database { get; } = new();

    public FakeListener Listener { get; } = new();

    public RecordedLog Log { get; } = new();

    public WatchList List { get; }

    public static async Task<WatchHarness> StartAsync(WorkerOptions? worker = null, EngineOptions? engines = null)
    {
        var harness = new WatchHarness(worker ?? new(), engines ?? new());
        await harness._watch.StartAsync(CancellationToken.None);
        return harness;
    }

    /// <summary>A parse whose claim is in flight; in the database it is queued.</summary>
    public WatchedParse Claiming(ParseId? parse = null)
    {
        var id = parse ?? NewId();
        Database.Set(id, ParseStatus.Queued, attempt: 0);
        return List.Add(id);
    }

    /// <summary>A parse whose first attempt was granted.</summary>
    public WatchedParse Running(ParseId? parse = null)
    {
        var watched = Claiming(parse);
        Grant(watched);
        return watched;
    }

    public void Grant(WatchedParse watched, int attempt = 1)
    {
        Database.Set(watched.Id, ParseStatus.InProgress, attempt);
        watched.Granted(new AttemptKey(watched.Id, attempt));
    }

    public void RequestCancel(WatchedParse watched, int attempt = 1) =>
        Database.Set(watched.Id, ParseStatus.InProgress, attempt, cancelRequested: true);

    /// <summary>Lets a poll interval pass and waits until its answer was judged.</summary>
    public async Task TickAsync()
    {
        var before = Database.Reads.Count;
        Time.Advance(Worker.PollInterval);
        await Eventually.IsTrueAsync(() => Database.Reads.Count > before);
        await JudgedAsync();
    }

    /// <summary>Waits until the watch has taken every answer there is: it asks again only after that.</summary>
    public async Task JudgedAsync()
    {
        var before = Database.Reads.Count;
        Time.Advance(FlagPoll.Coalesce);
        await Listener.NotifyAsync("");
        Time.Advance(FlagPoll.Coalesce);
        await Eventually.IsTrueAsync(() => Database.Reads.Count > before);
    }

    /// <summary>Waits until the token has fired, for this reason.</summary>
    public static async Task StopsAsync(WatchedParse watched, CancelReason reason)
    {
        await Eventually.IsTrueAsync(() => watched.Token.IsCancellationRequested);
        Assert.Equal(reason, watched.Reason);
    }

    public static ParseId NewId() => ParseId.New(TimeProvider.System.GetUtcNow());

    public async ValueTask DisposeAsync()
    {
        await _watch.StopAsync(CancellationToken.None);
        _watch.Dispose();
    }
}
