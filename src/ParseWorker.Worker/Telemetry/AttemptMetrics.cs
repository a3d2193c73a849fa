using System.Diagnostics.Metrics;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Telemetry;

namespace ParseWorker.Worker.Telemetry;

/// <summary>What this worker's attempts do, from their grant to their last write.</summary>
internal sealed class AttemptMetrics(IMeterFactory meters, ParseMetrics parses)
{
    private static readonly MetricFacts PickUpFacts = new(
        "parseworker.attempts.pick_up", MetricKind.Histogram, "s",
        "How long a parse had waited when it was granted to a worker: from its create (`attempt` is `first`), or from its return to the "
        + "queue (`later`)", "attempt");

    private static readonly MetricFacts DurationFacts = new(
        "parseworker.attempts.duration", MetricKind.Histogram, "s",
        "How long an attempt took, its last write included, by where the parse went: `completed`, `failed`, `cancelled`, `handed_back`, "
        + "`retried`, or `abandoned` when it was no longer this worker's", "outcome");

    private static readonly MetricFacts HandedBackFacts = new(
        "parseworker.attempts.handed_back", MetricKind.Counter, "{attempt}",
        "Attempts that were given up unspent. `cause` is `worker_stops` after a deploy or a lost lease; the others are faults of the "
        + "machine: `host_not_started`, `no_room_on_disk`, `bucket_unavailable`", "cause");

    private static readonly MetricFacts LeasesLostFacts = new(
        "parseworker.attempts.leases_lost", MetricKind.Counter, "{attempt}",
        "Attempts whose lease ran out or could not be renewed while this worker lived: the database was away, or the machine stood still");

    private static readonly MetricFacts PagesFacts = new(
        "parseworker.attempts.pages", MetricKind.Counter, "{page}",
        "Pages that were stored: `parsed`, `failed` (stored empty, the parse goes on), or `copied` from an earlier parse", "result");

    private readonly Histogram<double> _pickUp = meters.SecondsHistogram(PickUpFacts);
    private readonly Histogram<double> _duration = meters.SecondsHistogram(DurationFacts);
    private readonly Counter<long> _handedBack = meters.Counter(HandedBackFacts);
    private readonly Counter<long> _leasesLost = meters.Counter(LeasesLostFacts);
    private readonly Counter<long> _pages = meters.Counter(PagesFacts);

    /// <summary>An attempt was granted.</summary>
    public void PickedUp(ParseAttempt attempt)
    {
        if (attempt.Waited is { } waited)
            _pickUp.Record(waited.TotalSeconds, Label("attempt", attempt.Key.Attempt == 1 ? "first" : "later"));
    }

    /// <summary>An attempt ended.</summary>
    /// <param name="outcome">How, as its worker saw it.</param>
    /// <param name="status">Where the parse is now; null when nothing was written.</param>
    /// <param name="reason">Why it was told to stop.</param>
    /// <param name="took">From before the claim to the last write.</param>
    public void Ended(ParseOutcome outcome, ParseStatus? status, CancelReason reason, TimeSpan took)
    {
        _duration.Record(took.TotalSeconds, Label("outcome", NameOf(outcome, status)));
        if (reason == CancelReason.LeaseLost || (status is null && outcome is not ParseOutcome.Abandoned { Reason: CancelReason.Gone }))
            _leasesLost.Add(1);
        if (outcome is ParseOutcome.HandedBack back && status == ParseStatus.Queued)
            _handedBack.Add(1, Label("cause", back.Cause.ToWire() ?? "worker_stops"));
        if (status?.IsTerminal() == true) parses.Ended(status.Value, status == ParseStatus.Failed ? ErrorCodeOf(outcome) : null);
    }

    /// <summary>Pages were stored.</summary>
    public void Stored(IReadOnlyCollection<ParsedPage> pages)
    {
        var failed = pages.Count(page => page.FailureCode is not null);
        if (failed > 0) _pages.Add(failed, Label("result", "failed"));
        if (failed < pages.Count) _pages.Add(pages.Count - failed, Label("result", "parsed"));
    }

    /// <summary>Pages of an earlier parse were taken.</summary>
    public void Copied(int pages) => _pages.Add(pages, Label("result", "copied"));

    /// <summary>The code of what went wrong with the document or the service; null where nothing did.</summary>
    public static string? ErrorCodeOf(ParseOutcome outcome) => outcome switch
    {
        ParseOutcome.Failed failed => failed.Error.Code,
        ParseOutcome.Retried retried => retried.Error.Code,
        _ => null,
    };

    /// <summary>Where the parse went, as <see cref="DurationFacts"/> says.</summary>
    public static string NameOf(ParseOutcome outcome, ParseStatus? status) => status switch
    {
        null => "abandoned",
        ParseStatus.Queued => outcome is ParseOutcome.HandedBack ? "handed_back" : "retried",
        { } ended => ended.ToWire(),
    };

    private static KeyValuePair<string, object?> Label(string name, string value) => new(name, value);
}
