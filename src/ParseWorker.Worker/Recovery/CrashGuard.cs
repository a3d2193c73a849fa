using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ParseWorker.Core.Errors;
using ParseWorker.Core.Parses;
using ParseWorker.Worker.Engines;

namespace ParseWorker.Worker.Recovery;

/// <summary>
/// Engine hosts that crash on one parse after the other mean that this machine is broken, not the documents: it must not spend
/// everybody's attempts. After a pause one more crash is enough; any document that an engine got through proves the machine.
/// </summary>
internal sealed partial class CrashGuard(IOptions<EngineOptions> options, TimeProvider time, ILogger<CrashGuard> logger)
{
    internal const int Limit = 5;

    private readonly Lock _gate = new();
    private readonly HashSet<ParseId> _crashed = [];
    private long? _trippedAt;

    /// <summary>Raised when claiming must stop; a handler must not block.</summary>
    public event Action? Tripped;

    /// <summary>False while this worker should claim nothing.</summary>
    public bool MayClaim
    {
        get
        {
            lock (_gate) return _trippedAt is not { } at || time.GetElapsedTime(at) >= options.Value.CrashPause;
        }
    }

    /// <summary>Notes how an attempt ended.</summary>
    public void Observe(ParseId id, ParseOutcome outcome)
    {
        if (IsCrash(outcome)) Crashed(id);
        else if (IsWork(outcome)) Worked();
    }

    private static bool IsCrash(ParseOutcome outcome) =>
        outcome is ParseOutcome.Retried retried && ParseErrorTable.Of(retried.Error.Code).EndsHost;

    /// <summary>An engine came to an end of its own.</summary>
    private static bool IsWork(ParseOutcome outcome) =>
        outcome is ParseOutcome.Completed || (outcome is ParseOutcome.Failed failed && !ParseErrorTable.Of(failed.Error.Code).EndsHost);

    private void Crashed(ParseId id)
    {
        lock (_gate)
        {
            // A parse that crashes again and again is that document's fault.
            if (!_crashed.Add(id) || _crashed.Count < Limit) return;
            _trippedAt = time.GetTimestamp();
        }

        Trip(Limit, options.Value.CrashPause);
        Tripped?.Invoke();
    }

    private void Worked()
    {
        lock (_gate)
        {
            if (_trippedAt is not null) Recovered();
            _trippedAt = null;
            _crashed.Clear();
        }
    }

    [LoggerMessage(4301, LogLevel.Error,
        "Engine hosts crashed on {Count} parses in a row: this worker claims nothing for {Pause}. Check that its engine host runs here")]
    private partial void Trip(int count, TimeSpan pause);

    [LoggerMessage(4302, LogLevel.Information, "An engine host got through a document: this worker claims again as usual")]
    private partial void Recovered();
}
