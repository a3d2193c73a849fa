using ParseWorker.Api.Telemetry;
using ParseWorker.Core.Auth;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;

namespace ParseWorker.Api.Cancelling;

/// <summary>Asks for parses to end cancelled, one at a time; the same for one request and for many.</summary>
internal sealed partial class CancelRequests(IParseStore store, RequestMetrics metrics, ILogger<CancelRequests> logger)
{
    /// <summary>Asks, whether or not the client is still there: one that hangs up after asking has still asked.</summary>
    /// <returns>What was found, or null when the key's environment has no such parse.</returns>
    public Task<CancelResult?> AskAsync(ApiKey key, ParseId id) => AskAsync(key.Environment, id, Requester.Key(key));

    /// <summary>Asks in somebody's name.</summary>
    /// <param name="environment">The environment that owns the parse.</param>
    /// <param name="id">The parse.</param>
    /// <param name="requester">Who asks.</param>
    /// <returns>What was found, or null when the environment has no such parse.</returns>
    public async Task<CancelResult?> AskAsync(string environment, ParseId id, Requester requester)
    {
        var result = await store.RequestCancelAsync(environment, id, requester.Name, CancellationToken.None);
        if (result is null) return null;
        metrics.Cancelled(result);
        Requested(id, result.Outcome, result.Parse.Status, requester.LogName);
        return result;
    }

    /// <summary>The outcome as clients read it.</summary>
    public static string Name(CancelOutcome outcome) => outcome switch
    {
        CancelOutcome.Accepted => "accepted",
        CancelOutcome.AlreadyRequested => "already_requested",
        _ => "already_terminal",
    };

    [LoggerMessage(6202, LogLevel.Information, "{ParseId} cancel requested by {Requester}: {Outcome}, now {Status}")]
    private partial void Requested(ParseId parseId, CancelOutcome outcome, ParseStatus status, string requester);
}
