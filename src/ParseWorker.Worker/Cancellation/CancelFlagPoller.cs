using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Workers;
using ParseWorker.Worker.Hosting;

namespace ParseWorker.Worker.Cancellation;

/// <summary>
/// Reads the cancel flags of all running attempts with one query (a tick), once per poll interval and soon after a notification.
/// </summary>
internal sealed class CancelFlagPoller
{
    /// <summary>A burst of notifications costs one tick, not one each.</summary>
    internal static readonly TimeSpan Coalesce = TimeSpan.FromMilliseconds(5);

    private readonly IAttemptStore _database;
    private readonly PendingQuery<Asked, IReadOnlyList<AttemptFlags>> _query;
    private readonly TimeSpan _interval;
    private TimeSpan _last;
    private int _hinted;

    public CancelFlagPoller(
        IAttemptStore database, IOptions<WorkerOptions> options, Alarm alarm, TimeProvider time, ILogger<CancelFlagPoller> logger)
    {
        _database = database;
        _interval = options.Value.PollInterval;
        _query = new("flags", options.Value.MonitorQueryLimit, time, alarm, logger);
    }

    /// <summary>Brings the next tick forward.</summary>
    public void Hint() => Volatile.Write(ref _hinted, 1);

    /// <summary>Starts the interval anew when a parse is added to an empty list: else every short parse would cost a tick.</summary>
    public void Restart(TimeSpan firstParseAt) => _last = firstParseAt;

    /// <summary>Stops the parses that an answer tells to.</summary>
    public void Take()
    {
        if (!_query.TryTake(out var asked, out var answer)) return;

        var flags = answer.ToDictionary(row => row.Id);
        foreach (var (running, attempt) in asked.Attempts)
        {
            var row = flags.GetValueOrDefault(running.Id);
            var reason = StopDecision.For(attempt, row);
            if (reason != CancelReason.None) running.Stop(reason, row?.CancelAge);
        }
    }

    /// <summary>Sends the query when it is due; never while nothing runs.</summary>
    public void Ask(TimeSpan now, IReadOnlyList<RunningAttempt> attempts)
    {
        if (attempts.Count == 0 || DueIn(now) is not { } due || due > TimeSpan.Zero) return;

        // Reset before the query is sent: a hint that arrives later needs another tick.
        Volatile.Write(ref _hinted, 0);
        _last = now;
        var asked = new Asked([.. attempts.Select(running => (running, running.Attempt))]);
        ParseId[] ids = [.. attempts.Select(running => running.Id).Distinct()];
        _query.Ask(asked, token => _database.ReadFlagsAsync(ids, token));
    }

    /// <summary>Time until the next query; null while one is under way.</summary>
    public TimeSpan? DueIn(TimeSpan now)
    {
        if (_query.Pending) return null;
        return _last + (Volatile.Read(ref _hinted) == 1 ? Coalesce : _interval) - now;
    }

    /// <summary>The running attempts asked about, with the number that each had been granted when the query was sent.</summary>
    private sealed record Asked(IReadOnlyList<(RunningAttempt Running, int Attempt)> Attempts);
}
