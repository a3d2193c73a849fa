using ParseWorker.Core.Parses;

namespace ParseWorker.Testing.Faults;

/// <summary>One event of a history.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Attempt">The attempt it belongs to.</param>
/// <param name="Why">The error of an attempt that was retried, or null.</param>
public sealed record HistoryEvent(int Number, string Kind, int Attempt, string? Why = null)
{
    /// <inheritdoc />
    public override string ToString() => Why is null ? Kind : $"{Kind}({Why})";
}

/// <summary>What every history must look like, whatever was broken while it was made.</summary>
public sealed class ParseHistory
{
    private readonly List<string> _faults = [];
    private ParseStatus? _status;
    private int _attempt;
    private bool _asked;

    private ParseHistory() { }

    /// <summary>Where it leads; null without events.</summary>
    public ParseStatus? Status => _status;

    /// <summary>The last attempt that was granted.</summary>
    public int Attempt => _attempt;

    /// <summary>Attempts that were lost or retried before the ending.</summary>
    public int Lost { get; private set; }

    /// <summary>What is wrong with it, as sentences; empty for a sound one.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Follows the events from the beginning.</summary>
    public static ParseHistory Follow(IEnumerable<HistoryEvent> events)
    {
        var history = new ParseHistory();
        var number = 0;
        foreach (var happened in events)
        {
            if (happened.Number != ++number) history._faults.Add($"Event {happened.Number} stands where {number} should.");
            history.Follow(happened);
        }

        return history;
    }

    private void Follow(HistoryEvent happened)
    {
        switch (happened.Kind)
        {
            case "created":
                Expect(_status is null, happened, "not the first event");
                _status = ParseStatus.Pending;
                break;
            case "queued": Move(happened, ParseStatus.Queued); break;
            case "claimed":
                Expect(happened.Attempt == _attempt + 1, happened, "an attempt was skipped or granted twice");
                _attempt = happened.Attempt;
                Move(happened, ParseStatus.InProgress);
                break;
            case "page_failed" or "pages_copied": Expect(_status == ParseStatus.InProgress, happened, "nothing ran"); break;
            case "handed_back": Move(happened, ParseStatus.Queued); break;
            case "taken_back" or "retried":
                Lost++;
                Move(happened, ParseStatus.Queued);
                break;
            case "cancel_requested":
                Expect(!_asked && _status is { } status && !status.IsTerminal(), happened, "asked twice, or after the ending");
                _asked = true;
                break;
            case "cancel_observed":
                Expect(_asked && _status == ParseStatus.InProgress, happened, "nothing was asked, or nothing ran");
                break;
            default: Move(happened, ParseStatusNames.Parse(happened.Kind)); break;
        }

        Expect(happened.Attempt == _attempt, happened, $"attempt {_attempt} was the last one granted");
    }

    private void Move(HistoryEvent happened, ParseStatus to)
    {
        Expect(_status is { } from && ParseTransitions.IsAllowed(from, to), happened, $"{_status} does not lead there");
        Expect(!_asked || to == ParseStatus.Cancelled, happened, "a cancel had been asked");
        Expect(_asked || to != ParseStatus.Cancelled, happened, "nobody had asked");
        _status = to;
    }

    private void Expect(bool sound, HistoryEvent happened, string fault)
    {
        if (!sound) _faults.Add($"{happened.Number} {happened.Kind} (attempt {happened.Attempt}): {fault}.");
    }
}
