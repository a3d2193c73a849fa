using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ParseWorker.Core.Errors;
using ParseWorker.Core.Parses;
using ParseWorker.Worker.Engines;

namespace ParseWorker.Worker.Recovery;

/// <summary>
/// Stops claiming when failures point to this machine rather than to the documents: a broken worker must not take everybody's parses.
/// </summary>
/// <remarks>
/// <list type="bullet">
/// <item>Hosts do not start, <see cref="Limit"/> times in a row, whatever the parse.</item>
/// <item>The disk takes no document, or the bucket gives none: once is enough.</item>
/// <item>Hosts crash on one parse after the other. That alone makes it suspicious, for somebody may send documents that crash them; it
/// stops when they crash on a document of the worker's own, too.</item>
/// </list>
/// After a pause it claims again when a look at the machine finds nothing wrong; then one more host that does not start is enough. Any
/// document that an engine got through proves the machine. A worker that has just started has proved nothing: it claims, and reports
/// that it is ready, once its first look finds all well.
/// </remarks>
internal sealed partial class MachineGuard(IOptions<EngineOptions> options, TimeProvider time, ILogger<MachineGuard> logger)
{
    internal const int Limit = 5;

    /// <summary>Before the first look at a machine that lacks something; each further one waits twice as long.</summary>
    private static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly HashSet<ParseId> _crashed = [];
    private bool _suspicious;
    private MachineFault _fault;
    private long _since;
    private TimeSpan _pause;
    private int _failedStarts;
    private int _looks;
    private TaskCompletionSource? _firstFit;

    /// <summary>
    /// Raised when claiming must stop, which <c>JobServer.StopClaiming</c> does; until the first fit, <c>SupervisorNotices</c> tells
    /// systemd why. Handlers must not block.
    /// </summary>
    public event Action? Tripped;

    /// <summary>False while this worker should claim nothing.</summary>
    public bool MayClaim => Fault == MachineFault.None;

    /// <summary>True when crashes may be the machine's: nothing more should be claimed before a look has told.</summary>
    public bool IsSuspicious
    {
        get
        {
            lock (_gate) return _suspicious && _fault == MachineFault.None;
        }
    }

    /// <summary>True until a host has read the worker's own documents, whatever else is wrong meanwhile.</summary>
    public bool NeedsProof
    {
        get
        {
            lock (_gate) return _suspicious;
        }
    }

    /// <summary>Why it should not.</summary>
    public MachineFault Fault
    {
        get
        {
            lock (_gate) return _fault;
        }
    }

    /// <summary>True when it is time to look whether the machine works again, or still.</summary>
    public bool IsLookDue
    {
        get
        {
            lock (_gate) return _fault == MachineFault.None || IsPauseOver;
        }
    }

    /// <summary>Completed once a look has found the machine fit for its first claim; always where none was waited for.</summary>
    public Task FirstFit
    {
        get
        {
            lock (_gate) return _firstFit?.Task ?? Task.CompletedTask;
        }
    }

    private bool IsPauseOver => time.GetElapsedTime(_since) >= _pause;

    /// <summary>Has this worker claim nothing until a look, which is due at once, has found an engine host and all else it needs.</summary>
    public void AwaitFirstLook()
    {
        lock (_gate)
        {
            _fault = MachineFault.NoHostYet;
            _firstFit = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Notes how an attempt ended.</summary>
    public void Observe(ParseId id, ParseOutcome outcome)
    {
        if (outcome is ParseOutcome.HandedBack { Cause: HandBackCause.HostNotStarted }) NotStarted();
        else if (outcome is ParseOutcome.HandedBack { Cause: HandBackCause.NoRoomOnDisk }) Lacks(MachineFault.NoRoomOnDisk);
        else if (outcome is ParseOutcome.HandedBack { Cause: HandBackCause.BucketUnavailable }) Lacks(MachineFault.BucketUnavailable);
        else if (IsCrash(outcome)) Crashed(id);
        else if (IsWork(outcome)) Worked();
    }

    /// <summary>Notes what a look at the machine found, before this worker claims again.</summary>
    public void Looked(MachineFault found)
    {
        if (found != MachineFault.None) StopFor(found);
        else if (Acquit()) DocumentsCrash(Limit);
        else if (Clear()) Fit();
    }

    private static bool IsCrash(ParseOutcome outcome) =>
        outcome is ParseOutcome.Retried retried && ParseErrorTable.Of(retried.Error.Code).EndsHost;

    /// <summary>An engine came to an end of its own: what the service or the web lacks was found out without one.</summary>
    private static bool IsWork(ParseOutcome outcome) =>
        outcome is ParseOutcome.Completed
        || (outcome is ParseOutcome.Failed failed
            && ParseErrorTable.Of(failed.Error.Code) is { Fault: ErrorFault.Document, EndsHost: false, IsBeforeEngine: false });

    /// <summary>A parse that crashes again and again is that document's fault.</summary>
    private void Crashed(ParseId id)
    {
        lock (_gate)
        {
            if (_crashed.Add(id) && _crashed.Count >= Limit) _suspicious = true;
        }
    }

    /// <summary>After the first stop one more is enough, until a document went through. While it is stopped, only looks count.</summary>
    private void NotStarted()
    {
        lock (_gate)
        {
            if (_fault != MachineFault.None || ++_failedStarts < Limit) return;
        }

        StopFor(MachineFault.HostsDoNotStart);
    }

    /// <summary>One is enough, whichever the document; those that ran beside it meet the same and count for nothing.</summary>
    private void Lacks(MachineFault fault)
    {
        lock (_gate)
        {
            if (_fault != MachineFault.None) return;
        }

        StopFor(fault);
    }

    private void StopFor(MachineFault fault)
    {
        TimeSpan pause;
        lock (_gate)
        {
            pause = FirstLook * Math.Pow(2, Math.Min(_looks++, 20));
            if (pause > options.Value.CrashPause) pause = options.Value.CrashPause;
            (_fault, _since, _pause) = (fault, time.GetTimestamp(), pause);
            _suspicious |= fault == MachineFault.EnginesCrash;
        }

        if (fault == MachineFault.EnginesCrash) EnginesCrash(pause);
        else if (fault == MachineFault.NoRoomOnDisk) NoRoomOnDisk(pause);
        else if (fault == MachineFault.BucketUnavailable) BucketUnavailable(pause);
        else HostsDoNotStart(pause);
        Tripped?.Invoke();
    }

    /// <summary>It was the documents: they were bad, one after the other, and others may not be.</summary>
    private bool Acquit()
    {
        lock (_gate)
        {
            if (!_suspicious || _fault != MachineFault.None) return false;
            ForgetCrashes();
            return true;
        }
    }

    /// <returns>True when it had stopped claiming; one that starts has not.</returns>
    private bool Clear()
    {
        lock (_gate)
        {
            if (_fault == MachineFault.None || !IsPauseOver) return false;
            var hadStopped = _fault != MachineFault.NoHostYet;
            _fault = MachineFault.None;
            ForgetCrashes();
            _firstFit?.TrySetResult();
            return hadStopped;
        }
    }

    private void Worked()
    {
        lock (_gate)
        {
            if (_fault == MachineFault.EnginesCrash) Recovered();
            _fault = MachineFault.None;
            _failedStarts = _looks = 0;
            ForgetCrashes();
        }
    }

    private void ForgetCrashes()
    {
        _suspicious = false;
        _crashed.Clear();
    }

    [LoggerMessage(4301, LogLevel.Error,
        "Engine hosts crash, on a document of the worker's own, too: this worker claims nothing until one reads it; it looks again after "
        + "{Pause}. Check that its engine host runs here")]
    private partial void EnginesCrash(TimeSpan pause);

    [LoggerMessage(4325, LogLevel.Warning,
        "Engine hosts crashed on {Count} documents in a row, and read the worker's own: it is the documents, and this worker goes on")]
    private partial void DocumentsCrash(int count);

    [LoggerMessage(4302, LogLevel.Information, "An engine host got through a document: this worker claims again as usual")]
    private partial void Recovered();

    [LoggerMessage(4308, LogLevel.Error,
        "Engine hosts do not start: this worker claims nothing until one does; it looks again after {Pause}. Is the machine out of "
        + "processor time, memory or processes?")]
    private partial void HostsDoNotStart(TimeSpan pause);

    [LoggerMessage(4312, LogLevel.Error,
        "The temporary directory takes no documents: this worker claims nothing until there is room; it looks again after {Pause}. "
        + "Is the disk full or read-only?")]
    private partial void NoRoomOnDisk(TimeSpan pause);

    [LoggerMessage(4321, LogLevel.Error,
        "The bucket that holds documents can't be used: this worker claims nothing until it serves; it looks again after {Pause}")]
    private partial void BucketUnavailable(TimeSpan pause);

    [LoggerMessage(4309, LogLevel.Information, "The machine has what it needs and an engine host started: this worker claims again")]
    private partial void Fit();
}
