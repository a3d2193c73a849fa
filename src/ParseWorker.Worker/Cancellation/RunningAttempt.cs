using ParseWorker.Core.Cancellation;
using ParseWorker.Core.Parses;

namespace ParseWorker.Worker.Cancellation;

/// <summary>A parse that the cancellation monitor knows, from before its claim is sent until its attempt has ended.</summary>
internal sealed class RunningAttempt : IDisposable, IProgress<TimeSpan>
{
    private readonly RunningAttempts _attempts;
    private readonly Lock _gate = new();
    private readonly CancelSignal _signal = new();
    private long _leaseFrom;
    private long _starved;
    private int _attempt;
    private bool _decided;
    private TimeSpan _stoppedAt;

    /// <param name="id">The parse.</param>
    /// <param name="now">The monitor's time; the claim is sent later, so the lease runs at least from here.</param>
    /// <param name="attempts">The list that it is removed from when it is disposed of.</param>
    public RunningAttempt(ParseId id, TimeSpan now, RunningAttempts attempts)
    {
        Id = id;
        Since = now;
        LeaseFrom = now;
        _attempts = attempts;
    }

    /// <summary>The parse.</summary>
    public ParseId Id { get; }

    /// <summary>The monitor's time at registration: the wall time counts from here.</summary>
    public TimeSpan Since { get; }

    /// <summary>Fires when the attempt must stop.</summary>
    public CancellationToken Token => _signal.Token;

    /// <summary>Why <see cref="Token"/> fired; set before it does.</summary>
    public CancelReason Reason => _signal.Reason;

    /// <summary>The attempt, 0 until it is granted.</summary>
    public int Attempt => Volatile.Read(ref _attempt);

    /// <summary>When the claim, or the last good renewal, was sent.</summary>
    public TimeSpan LeaseFrom
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref _leaseFrom));
        private set => Interlocked.Exchange(ref _leaseFrom, value.Ticks);
    }

    /// <summary>How long its engine has waited for a processor of the machine: no part of its wall time.</summary>
    public TimeSpan Starved => TimeSpan.FromTicks(Interlocked.Read(ref _starved));

    /// <summary>How long ago <see cref="Token"/> fired; zero until it does.</summary>
    public TimeSpan SinceStop
    {
        get
        {
            lock (_gate) return Reason == CancelReason.None ? TimeSpan.Zero : _attempts.Now - _stoppedAt;
        }
    }

    /// <summary>Age of the user's request when <see cref="Token"/> fired for it, by the database's clock; null when that is not known.
    /// </summary>
    public TimeSpan? RequestAge { get; private set; }

    /// <summary>True while nobody else can have been granted the next attempt, as far as this process's clock can tell.</summary>
    public bool MayHoldLease => _attempts.MayHoldLease(this);

    /// <summary>True while its work is worth going on with: nothing stops it, and the lease may still be ours.</summary>
    public bool IsWanted => Reason == CancelReason.None && MayHoldLease;

    /// <summary>The monitor's time when the parse's own time limit is over; null without one. Set before <see cref="Attempt"/>.</summary>
    public TimeSpan? Deadline { get; private set; }

    /// <summary>The claim was granted: from now on the lease is renewed, and its loss and the end of its time are noticed.</summary>
    /// <param name="key">The fence.</param>
    /// <param name="timeLeft">What is left of the parse's own time limit, or null.</param>
    public void Granted(AttemptKey key, TimeSpan? timeLeft = null)
    {
        Deadline = _attempts.Now + timeLeft;
        Volatile.Write(ref _attempt, key.Attempt);
        if (timeLeft is not null) _attempts.LookAgain();
    }

    /// <summary>A renewal that was sent at this time went through.</summary>
    public void Renewed(TimeSpan sentAt) => LeaseFrom = sentAt;

    /// <summary>Its engine has waited so much longer for a processor of the machine.</summary>
    public void Report(TimeSpan value) => Interlocked.Add(ref _starved, value.Ticks);

    /// <summary>Fires the token, unless it fired before or the attempt has ended.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="requestAge">How long ago a user asked for it, where that is known.</param>
    public void Stop(CancelReason reason, TimeSpan? requestAge = null)
    {
        lock (_gate)
        {
            if (_decided || !_signal.Fire(reason)) return;
            (_stoppedAt, RequestAge) = (_attempts.Now, requestAge);
        }

        _attempts.LogStop(this);
    }

    /// <summary>
    /// The attempt's outcome is decided by the reason this returns: nothing stops it any more. The lease is renewed until its
    /// last write is done, and what the monitor then sees of that write is no loss of the lease.
    /// </summary>
    public CancelReason Decide()
    {
        lock (_gate)
        {
            _decided = true;
            return _signal.Reason;
        }
    }

    public void Dispose()
    {
        _attempts.Remove(this);

        // The monitor may still hold an older answer that tells it to stop this attempt.
        Decide();
        _signal.Dispose();
    }
}
