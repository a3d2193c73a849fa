using System.Diagnostics.Metrics;
using ParseWorker.Core.Cancellation;
using ParseWorker.Core.Operators;
using ParseWorker.Core.Telemetry;

namespace ParseWorker.Api.Telemetry;

/// <summary>
/// What waits in the database, as gauges. It is read in the background, from the first look on and while looks go on, so that none waits
/// for the database, or hangs when that is away.
/// </summary>
internal sealed partial class QueueGauges : BackgroundService
{
    /// <summary>Between two readings.</summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>After the last look, before reading ends: longer than collectors are apart.</summary>
    internal static readonly TimeSpan LookedAtFor = TimeSpan.FromMinutes(3);

    /// <summary>Figures that are older are not shown: after an outage nobody should take them for the present.</summary>
    internal static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan LongestRead = TimeSpan.FromSeconds(4);

    private static readonly MetricFacts ParsesFacts = new(
        "parseworker.queue.parses", MetricKind.Gauge, "{parse}",
        "Parses that have not ended: `pending`, `queued`, `in_progress`, and of the latter those that are `cancelling`; counted to 10,000 "
        + "for each status", "environment", "status");

    private static readonly MetricFacts OldestFacts = new(
        "parseworker.queue.oldest_age", MetricKind.Gauge, "s",
        "How long the oldest of an environment's waiting parses has waited; none where none waits", "environment");

    private static readonly MetricFacts SizeFacts = new(
        "parseworker.database.size", MetricKind.Gauge, "By",
        "What the database takes on its disk, Hangfire's tables and documents included");

    private static readonly MetricFacts UpFacts = new(
        "parseworker.database.up", MetricKind.Gauge, "{database}",
        "1 when the last reading of these figures was answered in time, else 0; the others of `parseworker.queue` and "
        + "`parseworker.database` are left out when they are older than 30 s");

    private readonly IOperatorQueries _queries;
    private readonly TimeProvider _time;
    private readonly ILogger<QueueGauges> _logger;
    private readonly Lock _gate = new();
    private (QueueState State, long At)? _last;
    private long? _lookedAt;
    private bool? _isUp;

    public QueueGauges(IOperatorQueries queries, IMeterFactory meters, TimeProvider time, ILogger<QueueGauges> logger)
    {
        (_queries, _time, _logger) = (queries, time, logger);
        meters.Gauges(ParsesFacts, () => Fresh().SelectMany(state => state.Environments).SelectMany(ByStatus));
        meters.Gauges(OldestFacts, () => Fresh().SelectMany(state => state.Environments).SelectMany(Oldest));
        meters.Gauges(SizeFacts, () => Fresh().Select(state => new Measurement<double>(state.DatabaseBytes)));
        meters.Gauges(UpFacts, Up);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, _time);
        try
        {
            do await ReadAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            Stopped();
        }
    }

    private async Task ReadAsync(CancellationToken token)
    {
        if (!IsLookedAt()) return;
        try
        {
            var state = await LimitedQuery.AskAsync(_queries.ReadQueuesAsync, LongestRead, _time, token);
            if (!Note(state)) ReadAgain();
        }
        catch (Exception exception) when (!token.IsCancellationRequested)
        {
            if (Note(state: null)) NotRead(exception);
        }
    }

    private bool IsLookedAt()
    {
        lock (_gate) return _lookedAt is { } at && _time.GetElapsedTime(at) <= LookedAtFor;
    }

    /// <summary>Keeps what was read, or that it could not be.</summary>
    /// <returns>Whether the reading before was answered, too; true for the first.</returns>
    private bool Note(QueueState? state)
    {
        lock (_gate)
        {
            var wasUp = _isUp ?? true;
            _isUp = state is not null;
            if (state is not null) _last = (state, _time.GetTimestamp());
            return wasUp;
        }
    }

    /// <summary>The last figures, or nothing; a look starts the reading, and keeps it going.</summary>
    private IEnumerable<QueueState> Fresh()
    {
        lock (_gate)
        {
            _lookedAt = _time.GetTimestamp();
            return _last is { } last && _time.GetElapsedTime(last.At) <= GoodFor ? [last.State] : [];
        }
    }

    private IEnumerable<Measurement<double>> Up()
    {
        lock (_gate) return _isUp is { } isUp ? [new Measurement<double>(isUp ? 1 : 0)] : [];
    }

    private static IEnumerable<Measurement<double>> ByStatus(EnvironmentQueue queue)
    {
        yield return Of(queue.Pending, "pending");
        yield return Of(queue.Queued, "queued");
        yield return Of(queue.InProgress, "in_progress");
        yield return Of(queue.Cancelling, "cancelling");

        Measurement<double> Of(long parses, string status) => new(parses, Label("environment", queue.Environment), Label("status", status));
    }

    private static IEnumerable<Measurement<double>> Oldest(EnvironmentQueue queue) => queue.OldestWaiting is { } age
        ? [new Measurement<double>(age.TotalSeconds, Label("environment", queue.Environment))]
        : [];

    private static KeyValuePair<string, object?> Label(string name, string value) => new(name, value);

    [LoggerMessage(6403, LogLevel.Warning, "The figures of the queue could not be read; /metrics shows none until they can")]
    private partial void NotRead(Exception exception);

    [LoggerMessage(6404, LogLevel.Information, "The figures of the queue can be read again")]
    private partial void ReadAgain();

    [LoggerMessage(6405, LogLevel.Debug, "Reading the figures of the queue has stopped")]
    private partial void Stopped();
}
