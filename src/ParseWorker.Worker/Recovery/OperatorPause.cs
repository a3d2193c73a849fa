using Microsoft.Extensions.Logging;

namespace ParseWorker.Worker.Recovery;

/// <summary>
/// Whether an operator has paused this worker: it claims nothing more then, and goes on with what it runs. It ends with the process: one
/// that starts anew claims.
/// </summary>
internal sealed partial class OperatorPause(ILogger<OperatorPause> logger)
{
    private volatile string? _by;

    /// <summary>Raised when claiming must stop. <c>JobServer.StopClaiming</c> is its one handler; it must not block.</summary>
    public event Action? Begun;

    /// <summary>True while this worker should claim nothing.</summary>
    public bool IsOn => _by is not null;

    /// <summary>Why it claims nothing, for anybody to read, so without a name; null while it is not paused.</summary>
    public string? Sentence =>
        IsOn ? "an operator has paused this worker. It claims nothing until it is resumed, on the dashboard's page of workers." : null;

    /// <summary>Notes what the database says.</summary>
    /// <param name="by">Who has paused this worker; null when nobody has.</param>
    /// <returns>True when it was otherwise before.</returns>
    public bool Heard(string? by)
    {
        if (by == _by) return false;
        var began = !IsOn;
        _by = by;
        if (by is null)
        {
            Resumed();
        }
        else if (began)
        {
            Paused();
            Begun?.Invoke();
        }

        return true;
    }

    [LoggerMessage(4322, LogLevel.Information, "An operator has paused this worker: it claims nothing until it is resumed")]
    private partial void Paused();

    [LoggerMessage(4323, LogLevel.Information, "An operator has resumed this worker: it claims again")]
    private partial void Resumed();
}
