using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using ParseWorker.Core.Parses;
using ParseWorker.Testing;
using ParseWorker.Worker.Cancellation;
using ParseWorker.Worker.Engines;
using ParseWorker.Worker.Hosting;

namespace ParseWorker.Worker.Tests.Kit;

/// <summary>A cancellation monitor that runs on a clock and a database of the test's.</summary>
internal sealed class MonitorHarness : IAsyncDisposable
{
    private readonly Alarm _alarm;
    private readonly CancellationMonitor _monitor;

    private MonitorHarness(WorkerOptions worker, EngineOptions engines)
    {
        Worker = worker;
        _alarm = new Alarm(Time);
        Attempts = new RunningAttempts(Options.Create(worker), _alarm, Time, Log.For<RunningAttempts>());
        var flags = new CancelFlagPoller(Database, Options.Create(worker), _alarm, Time, Log.For<CancelFlagPoller>());
        var leases = new LeaseRenewer(Database, Options.Create(worker), Options.Create(engines), _alarm, Time, Log.For<LeaseRenewer>());
        _monitor = new CancellationMonitor(Attempts, flags, leases, _alarm, Listener, Log.For<CancellationMonitor>());
    }

    public WorkerOptions Worker { get; }

    public FakeTimeProvider Time { get; } = new();

    public FakeAttempts Database { get; } = new();

    public FakeListener Listener { get; } = new();

    public RecordedLog Log { get; } = new();

    public RunningAttempts Attempts { get; }

    public static async Task<MonitorHarness> StartAsync(WorkerOptions? worker = null, EngineOptions? engines = null)
    {
        var harness = new MonitorHarness(worker ?? new(), engines ?? new());
        await harness._monitor.StartAsync(CancellationToken.None);
        return harness;
    }

    /// <summary>A parse whose claim is in flight; in the database it is queued.</summary>
    public RunningAttempt Claiming(ParseId? parse = null)
    {
        var id = parse ?? NewId();
        Database.Set(id, ParseStatus.Queued, attempt: 0);
        return Attempts.Add(id);
    }

    /// <summary>A parse whose first attempt was granted.</summary>
    public RunningAttempt Running(ParseId? parse = null)
    {
        var running = Claiming(parse);
        Grant(running);
        return running;
    }

    public void Grant(RunningAttempt running, int attempt = 1, TimeSpan? timeLeft = null)
    {
        Database.Set(running.Id, ParseStatus.InProgress, attempt);
        running.Granted(new AttemptKey(running.Id, attempt), timeLeft);
    }

    public void RequestCancel(RunningAttempt running, int attempt = 1) =>
        Database.Set(running.Id, ParseStatus.InProgress, attempt, cancelRequested: true);

    /// <summary>Lets a poll interval pass and waits until its answer was judged.</summary>
    public async Task TickAsync()
    {
        var before = Database.Reads.Count;
        Time.Advance(Worker.PollInterval);
        await Eventually.IsTrueAsync(() => Database.Reads.Count > before);
        await JudgedAsync();
    }

    /// <summary>Waits until the cancellation monitor has taken every answer there is: it asks again only after that.</summary>
    public async Task JudgedAsync()
    {
        var before = Database.Reads.Count;
        Time.Advance(CancelFlagPoller.Coalesce);
        await Listener.NotifyAsync("");
        Time.Advance(CancelFlagPoller.Coalesce);
        await Eventually.IsTrueAsync(() => Database.Reads.Count > before);
    }

    /// <summary>Waits until the token has fired, for this reason.</summary>
    public static async Task StopsAsync(RunningAttempt running, CancelReason reason)
    {
        await Eventually.IsTrueAsync(() => running.Token.IsCancellationRequested);
        Assert.Equal(reason, running.Reason);
    }

    public static ParseId NewId() => ParseId.New(TimeProvider.System.GetUtcNow());

    public async ValueTask DisposeAsync()
    {
        await _monitor.StopAsync(CancellationToken.None);
        _monitor.Dispose();
        _alarm.Dispose();
    }
}
