using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ParseWorker.Core.Parses;
using ParseWorker.Worker.Hosting;

namespace ParseWorker.Worker.Cancellation;

/// <summary>
/// The parses that this process runs or is about to claim. One parse may be in here twice: the claim of a duplicate job finds nothing.
/// </summary>
internal sealed partial class RunningAttempts(
    IOptions<WorkerOptions> options, Alarm alarm, TimeProvider time, ILogger<RunningAttempts> logger)
{
    private readonly long _origin = time.GetTimestamp();
    private readonly Lock _gate = new();
    private readonly HashSet<RunningAttempt> _parses = [];
    private CancelReason _everyone;
    private TaskCompletionSource _idle = Completed();

    /// <summary>Time since the first use of this list; monotonic, and no other machine's.</summary>
    public TimeSpan Now => time.GetElapsedTime(_origin);

    /// <summary>Adds a parse; to be called before its claim is sent, or a cancel between grant and registration goes unheard.</summary>
    public RunningAttempt Add(ParseId id)
    {
        var parse = new RunningAttempt(id, Now, this);
        bool first;
        CancelReason everyone;
        lock (_gate)
        {
            _parses.Add(parse);
            first = _parses.Count == 1;
            if (first) _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
            everyone = _everyone;
        }

        if (everyone != CancelReason.None) parse.Stop(everyone);
        if (first) alarm.Ring();
        return parse;
    }

    /// <summary>The parses at this moment.</summary>
    public IReadOnlyList<RunningAttempt> Snapshot()
    {
        lock (_gate) return [.. _parses];
    }

    /// <summary>Stops every parse, and those that are added later.</summary>
    public void StopAll(CancelReason reason)
    {
        lock (_gate) _everyone = reason;
        foreach (var parse in Snapshot()) parse.Stop(reason);
    }

    /// <summary>True when this process may run the parse of a notification.</summary>
    public bool Holds(ParseId id)
    {
        lock (_gate) return _parses.Any(parse => parse.Id == id);
    }

    /// <summary>True when no other job of this process has the same parse in hand.</summary>
    public bool IsAlone(RunningAttempt parse)
    {
        lock (_gate) return _parses.All(other => other == parse || other.Id != parse.Id);
    }

    /// <summary>Completes when no parse is left.</summary>
    public Task WhenIdleAsync()
    {
        lock (_gate) return _idle.Task;
    }

    internal bool MayHoldLease(RunningAttempt parse) => Now - parse.LeaseFrom < options.Value.Lease;

    internal void Remove(RunningAttempt parse)
    {
        lock (_gate)
        {
            if (_parses.Remove(parse) && _parses.Count == 0) _idle.SetResult();
        }
    }

    /// <summary>Has the monitor look when something is due, which has just become earlier.</summary>
    internal void LookAgain() => alarm.Ring();

    internal void LogStop(RunningAttempt parse) => Stopping(parse.Id, parse.Attempt, parse.Reason);

    private static TaskCompletionSource Completed()
    {
        var done = new TaskCompletionSource();
        done.SetResult();
        return done;
    }

    [LoggerMessage(4103, LogLevel.Information, "Stopping {ParseId}, attempt {Attempt}: {Reason}")]
    private partial void Stopping(ParseId parseId, int attempt, CancelReason reason);
}
