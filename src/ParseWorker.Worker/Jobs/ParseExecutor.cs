using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ParseWorker.Core.Admission;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;
using ParseWorker.Worker.Cancellation;
using ParseWorker.Worker.Hosting;
using ParseWorker.Worker.Recovery;
using ParseWorker.Worker.Telemetry;

namespace ParseWorker.Worker.Jobs;

/// <summary>The life of an attempt, from before its claim to what follows its ending.</summary>
internal sealed partial class ParseExecutor(
    IParseStore store,
    RunningAttempts attempts,
    AttemptRun run,
    AttemptEnding ending,
    DatabaseRetry database,
    ParseDispatcher dispatcher,
    MachineGuard guard,
    AttemptMetrics metrics,
    CancelMetrics cancels,
    WorkerIdentity worker,
    IOptions<WorkerOptions> options,
    ILogger<ParseExecutor> logger)
{
    private static readonly Func<ILogger, ParseId, IDisposable?> ParseScope = LoggerMessage.DefineScope<ParseId>("ParseId:{ParseId}");
    private static readonly Func<ILogger, int, IDisposable?> AttemptScope = LoggerMessage.DefineScope<int>("Attempt:{Attempt}");

    /// <summary>Claims the parse and runs its next attempt to an ending; does nothing when there is nothing to claim.</summary>
    public async Task RunAsync(ParseId id)
    {
        // On whatever is logged on the way, by whomever.
        using var parseScope = ParseScope(logger, id);

        // Before the claim is sent: a cancel that arrives right after the grant must find somebody who listens.
        using var running = attempts.Add(id);
        if (running.Reason != CancelReason.None || await ClaimAsync(running) is not { } attempt) return;

        using var attemptScope = AttemptScope(logger, attempt.Key.Attempt);
        running.Granted(attempt.Key, attempt.TimeLeft);
        Claimed(id, attempt.Key.Attempt, attempt.PagesDone);
        using var trace = AttemptTraces.Begin(attempt);
        metrics.PickedUp(attempt);

        var outcome = await run.RunAsync(attempt, running);
        var stopped = attempts.Now;
        guard.Observe(id, outcome);
        if (outcome is ParseOutcome.Abandoned abandoned)
        {
            Abandoned(id, attempt.Key.Attempt, abandoned.Reason);
            metrics.Ended(outcome, status: null, running.Reason, stopped - running.Since);
            trace.SetEnding(AttemptMetrics.NameOf(outcome, status: null), errorCode: null);
            return;
        }

        var status = await WriteEndingAsync(attempt.Key, outcome);
        LogEnding(attempt.Key, outcome, status, running.Reason);
        metrics.Ended(outcome, status, running.Reason, attempts.Now - running.Since);
        trace.SetEnding(AttemptMetrics.NameOf(outcome, status), AttemptMetrics.ErrorCodeOf(outcome));
        if (status == ParseStatus.Cancelled) cancels.Recorded(attempts.Now - stopped);
        await FollowUpAsync(attempt, outcome, status);
    }

    private async Task<ParseStatus?> WriteEndingAsync(AttemptKey key, ParseOutcome outcome)
    {
        using var span = AttemptTraces.Begin(AttemptTraces.Ending);
        return await ending.EndAsync(key, outcome);
    }

    /// <summary>
    /// Asks until it is answered: an attempt that was granted without our hearing of it would run nowhere, and count as a lost worker.
    /// When nobody wants it any more, because the lease may have run out or the worker stops, nothing new is claimed; what was granted
    /// goes the way of every attempt that is told to stop, and is handed back unspent.
    /// </summary>
    private Task<ParseAttempt?> ClaimAsync(RunningAttempt running)
    {
        var asked = false;
        return database.RunAsync(new AttemptKey(running.Id, 0), () => true, async token =>
        {
            var again = asked;
            asked = true;
            if ((!again || IsWanted(running)) && await store.ClaimAsync(running.Id, worker.Name, options.Value.Lease, token) is { } granted)
                return granted;

            // With another job of this parse in this process, the grant may be that one's.
            return again && attempts.IsAlone(running) ? await store.FindGrantedAsync(running.Id, worker.Name, token) : null;
        });
    }

    /// <summary>A user's request too is for whoever was granted the attempt.</summary>
    private static bool IsWanted(RunningAttempt running) =>
        running is { Reason: CancelReason.None or CancelReason.UserRequest, MayHoldLease: true };

    /// <summary>
    /// A slot is free and a parse may need a job. What waits for its time, after a crash or a fault of the machine, is the sweeper's to
    /// find.
    /// </summary>
    private async Task FollowUpAsync(ParseAttempt attempt, ParseOutcome outcome, ParseStatus? status)
    {
        if (outcome is ParseOutcome.HandedBack { Cause: HandBackCause.WorkerStops } && status == ParseStatus.Queued)
            await dispatcher.EnqueueAsync([new QueuedParse(attempt.Key.Id, attempt.Key.Attempt, attempt.Environment)]);

        await dispatcher.AdmitAsync(attempt.Environment, CancellationToken.None);
    }

    private void LogEnding(AttemptKey key, ParseOutcome outcome, ParseStatus? status, CancelReason reason)
    {
        if (status is null) Abandoned(key.Id, key.Attempt, CancelReason.LeaseLost);
        else Ended(key.Id, key.Attempt, status.Value.ToWire(), outcome.GetType().Name, reason);
    }

    [LoggerMessage(4204, LogLevel.Information, "{ParseId}, attempt {Attempt}: in_progress, {PagesDone} pages are done")]
    private partial void Claimed(ParseId parseId, int attempt, int pagesDone);

    [LoggerMessage(4205, LogLevel.Information, "{ParseId}, attempt {Attempt}: {Status}; outcome {Outcome}, reason {Reason}")]
    private partial void Ended(ParseId parseId, int attempt, string status, string outcome, CancelReason reason);

    [LoggerMessage(4206, LogLevel.Warning, "{ParseId}, attempt {Attempt}: no longer ours, nothing is written; reason {Reason}")]
    private partial void Abandoned(ParseId parseId, int attempt, CancelReason reason);
}
