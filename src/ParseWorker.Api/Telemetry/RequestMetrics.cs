using System.Diagnostics.Metrics;
using ParseWorker.Core.Storage;
using ParseWorker.Core.Telemetry;

namespace ParseWorker.Api.Telemetry;

/// <summary>What clients ask for: creates and cancels.</summary>
internal sealed class RequestMetrics(IMeterFactory meters, ParseMetrics parses)
{
    private static readonly MetricFacts CreatesFacts = new(
        "parseworker.requests.creates", MetricKind.Counter, "{request}",
        "Creates that were understood: `created`, `joined` to an earlier one's parse, or refused with `queue_full` or `key_reused`",
        "result");

    private static readonly MetricFacts CancelsFacts = new(
        "parseworker.requests.cancels", MetricKind.Counter, "{request}",
        "Cancels of parses that exist: `accepted`, `already_requested` or `already_terminal`", "result");

    private readonly Counter<long> _creates = meters.Counter(CreatesFacts);
    private readonly Counter<long> _cancels = meters.Counter(CancelsFacts);

    /// <summary>A create was recorded, or not.</summary>
    public void Created(CreateResult result) => _creates.Add(1, Label(result switch
    {
        CreateResult.Created => "created",
        CreateResult.Joined => "joined",
        CreateResult.QueueFull => "queue_full",
        _ => "key_reused",
    }));

    /// <summary>A cancel was asked for. One that ended its parse by itself, since nothing ran, counts as that ending too.</summary>
    public void Cancelled(CancelResult result)
    {
        _cancels.Add(1, Label(result.Outcome switch
        {
            CancelOutcome.Accepted => "accepted",
            CancelOutcome.AlreadyRequested => "already_requested",
            _ => "already_terminal",
        }));

        // The statement that ended it wrote both times; a worker that was faster than the second look has its own.
        var cancellation = result.Parse.Cancellation;
        if (result.Outcome == CancelOutcome.Accepted && cancellation?.AcknowledgedAt == cancellation?.RequestedAt)
            parses.Ended(result.Parse.Status);
    }

    private static KeyValuePair<string, object?> Label(string result) => new("result", result);
}
