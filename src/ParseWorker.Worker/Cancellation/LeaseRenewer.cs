using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Workers;
using ParseWorker.Worker.Engines;
using ParseWorker.Worker.Engines.Linux;
using ParseWorker.Worker.Hosting;

namespace ParseWorker.Worker.Cancellation;

/// <summary>
/// Renews the leases of all granted attempts with one statement every third of a lease; stops attempts whose lease or wall time is over.
/// </summary>
internal sealed class LeaseRenewer
{
    private readonly IAttemptStore _database;
    private readonly PendingQuery<Asked, IReadOnlyList<AttemptKey>> _query;
    private readonly TimeSpan _lease;
    private readonly TimeSpan _retry;
    private readonly TimeSpan _lostAfter;
    private readonly TimeSpan _wallTime;
    private TimeSpan? _last;

    public LeaseRenewer(
        IAttemptStore database,
        IOptions<WorkerOptions> options,
        IOptions<EngineOptions> engines,
        Alarm alarm,
        TimeProvider time,
        ILogger<LeaseRenewer> logger)
    {
        _database = database;
        _lease = options.Value.Lease;
        _retry = options.Value.PollInterval;
        _lostAfter = options.Value.LeaseLostAfter;
        _wallTime = engines.Value.WallTime;
        _query = new("lease renewal", options.Value.MonitorQueryLimit, time, alarm, logger);
    }

    /// <summary>Notes which leases were extended; an attempt that was not has lost its own.</summary>
    public void Take()
    {
        if (!_query.TryTake(out var asked, out var answer)) return;

        var renewed = answer.ToHashSet();
        foreach (var (running, key) in asked.Attempts)
        {
            if (renewed.Contains(key)) running.Renewed(asked.SentAt);
            else running.Stop(CancelReason.LeaseLost);
        }
    }

    /// <summary>Stops attempts whose lease may have run out, and those past their wall time. Needs no answer of the database.</summary>
    public void StopOverdue(TimeSpan now, IReadOnlyList<RunningAttempt> attempts)
    {
        foreach (var running in attempts.Where(running => running.Attempt > 0))
        {
            if (now - running.LeaseFrom >= _lostAfter) running.Stop(CancelReason.LeaseLost);
            else if (now >= EndOfTime(running)) running.Stop(CancelReason.Timeout);
        }
    }

    /// <summary>Renews when it is time to.</summary>
    public void Ask(TimeSpan now, IReadOnlyList<RunningAttempt> attempts)
    {
        if (RenewalDueIn(now, attempts) is not { } due || due > TimeSpan.Zero) return;

        _last = now;
        var asked = new Asked(now, [.. attempts.Where(CanRenew).Select(running => (running, new AttemptKey(running.Id, running.Attempt)))]);
        AttemptKey[] keys = [.. asked.Attempts.Select(attempt => attempt.Key)];
        _query.Ask(asked, token => _database.RenewAsync(keys, _lease, token));
    }

    /// <summary>Time until this has something to do; null when only an answer or a new parse can change that.</summary>
    public TimeSpan? DueIn(TimeSpan now, IReadOnlyList<RunningAttempt> attempts)
    {
        var due = RenewalDueIn(now, attempts);
        foreach (var running in attempts.Where(running => running.Attempt > 0 && running.Reason == CancelReason.None))
        {
            due = Earlier(due, running.LeaseFrom + _lostAfter - now);
            due = Earlier(due, EndOfTime(running) - now);
        }

        return due;
    }

    private TimeSpan? RenewalDueIn(TimeSpan now, IReadOnlyList<RunningAttempt> attempts)
    {
        if (_query.Pending) return null;

        TimeSpan? due = null;
        foreach (var running in attempts.Where(CanRenew)) due = Earlier(due, running.LeaseFrom + (_lease / 3) - now);

        // After a failure the oldest lease stays due: without a pause this would query a database that is down without end.
        if (due is { } soon && _last + _retry - now is { } pause && pause > soon) return pause;
        return due;
    }

    /// <summary>
    /// Its wall time's end, or its parse's when that comes first. What a busy machine kept from its engine is added to the wall time, or a
    /// long document would fail there that is read elsewhere.
    /// </summary>
    private TimeSpan EndOfTime(RunningAttempt running) =>
        Earlier(running.Deadline, running.Since + Earlier(HostTime.Patience * _wallTime, _wallTime + running.Starved));

    /// <summary>An attempt that stops keeps its lease until its last write, unless the lease is what it lost.</summary>
    private static bool CanRenew(RunningAttempt running) =>
        running.Attempt > 0 && running.Reason is not (CancelReason.LeaseLost or CancelReason.Gone);

    private static TimeSpan Earlier(TimeSpan? one, TimeSpan other) => one is { } first && first < other ? first : other;

    private sealed record Asked(TimeSpan SentAt, IReadOnlyList<(RunningAttempt Running, AttemptKey Key)> Attempts);
}
