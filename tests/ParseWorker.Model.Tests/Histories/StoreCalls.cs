using System.Globalization;
using ParseWorker.Core.Parses;
using ParseWorker.Model.Tests.Lifecycle;
using ParseWorker.Testing;
using static ParseWorker.Model.Tests.Lifecycle.Step;

namespace ParseWorker.Model.Tests.Histories;

/// <summary>Makes the calls of a history on the real store and puts the answers into the model's words.</summary>
internal sealed class StoreCalls(ModelDatabase model, Cast cast, string environment)
{
    private static readonly TimeSpan LongerThanAnyServerRuns = TimeSpan.FromDays(100_000);

    /// <summary>The answer for each parse that the call speaks of; calls about one parse say <paramref name="operation"/>'s.</summary>
    public async Task<IReadOnlyDictionary<ParseId, string>> CallAsync(Operation operation) => operation switch
    {
        Operation.Create create => One(create.Id, await CreateAsync(create)),
        Operation.Admit => (await model.Store.AdmitAsync(environment, CancellationToken.None))
            .ToDictionary(parse => parse.Id, parse => $"{parse.Id} {ParseStatus.Queued}"),
        Operation.Sweep => await SweepAsync(TimeSpan.Zero),
        Operation.SweepAfterStart => await SweepAsync(LongerThanAnyServerRuns),
        Operation.Targeted targeted => One(targeted.Id, await CallAsync(targeted)),
        _ => throw new ArgumentException($"No call makes {operation}.", nameof(operation)),
    };

    private async Task<string> CallAsync(Operation.Targeted operation) => operation switch
    {
        Operation.Claim claim => await ClaimAsync(claim),
        Operation.Cancel cancel => await CancelAsync(cancel),
        Operation.Delete => await model.Store.DeleteAsync(environment, operation.Id, CancellationToken.None) ? "deleted" : Nothing,
        Operation.Read => await ReadAsync(operation.Id),
        Operation.WritePages write => await WriteAsync(write),
        Operation.Renew renew => await RenewAsync(renew.Key),
        Operation.End end => (await model.Store.EndAttemptAsync(end.Key, end.Outcome, CancellationToken.None))?.ToString() ?? Nothing,
        Operation.Acknowledge acknowledge => await SilentAsync(model.Store.AcknowledgeCancelAsync(acknowledge.Key, CancellationToken.None)),
        Operation.RecordJob job => await SilentAsync(
            model.Store.RecordJobAsync(new QueuedParse(job.Id, job.Attempt, environment), job.Job, CancellationToken.None)),
        Operation.LoseWorker lost => await HappensAsync(lost, "lease_expires_at = now() - interval '1 second'", "status = 'in_progress'"),
        Operation.PassTime due => await HappensAsync(due, "run_after = now() - interval '1 second'", "status = 'queued' and run_after > now()"),
        Operation.ChangeEngine change => await HappensAsync(
            change, $"engine_fingerprint = '{LifecycleModel.OtherEngine}'", "status in ('pending', 'queued')"),
        _ => throw new ArgumentException($"No call makes {operation}.", nameof(operation)),
    };

    private async Task<string> CreateAsync(Operation.Create create)
    {
        var slot = cast.SlotOf(create.Id).ToString(CultureInfo.InvariantCulture);
        var parse = model.Template with
        {
            Id = create.Id,
            Environment = environment,
            File = new DocumentFile($"file_{create.Id}", slot, "text/plain"),
            IdempotencyKey = slot,
        };
        return await model.Store.CreateAsync(parse, CancellationToken.None) switch
        {
            CreateResult.Created created => $"created {created.Parse.Id}",
            CreateResult.Joined joined => $"joined {joined.Parse.Id}",
            var other => other.ToString(),
        };
    }

    private async Task<string> ClaimAsync(Operation.Claim claim)
    {
        if (await model.Store.ClaimAsync(claim.Id, claim.Owner, TestParses.Lease, CancellationToken.None) is not { } attempt) return Nothing;

        cast.Granted(claim.Id, attempt.Key.Attempt, attempt.PagesDone);
        return $"attempt {attempt.Key.Attempt} behind page {attempt.PagesDone}";
    }

    private async Task<string> CancelAsync(Operation.Cancel cancel)
    {
        if (await model.Store.RequestCancelAsync(environment, cancel.Id, cancel.By, CancellationToken.None) is not { } result) return Nothing;

        // The record is read a moment later, yet it can never contradict the outcome.
        var (outcome, parse) = result;
        var kept = outcome == CancelOutcome.AlreadyTerminal
            ? parse.Status.IsTerminal()
            : parse.Cancellation is not null && parse.Status is ParseStatus.InProgress or ParseStatus.Cancelled;
        return kept ? outcome.ToString() : $"{outcome}, but the record says {parse.Status}";
    }

    private async Task<string> WriteAsync(Operation.WritePages write)
    {
        if (!await model.Store.WritePagesAsync(write.Key, [.. write.Pages], null, CancellationToken.None)) return Nothing;

        cast.Stored(write);
        return "written";
    }

    private async Task<string> RenewAsync(AttemptKey key) =>
        (await model.Watch.RenewAsync([key], TestParses.Lease, CancellationToken.None)).Count > 0 ? "renewed" : Nothing;

    private async Task<string> ReadAsync(ParseId id) =>
        await model.Queries.FindAsync(environment, id, CancellationToken.None) is { } parse
            ? LifecycleModel.Describe(parse.Status, parse.Attempt, parse.AttemptsSpent, parse.PagesDone, parse.Cancellation is not null)
            : Nothing;

    private async Task<IReadOnlyDictionary<ParseId, string>> SweepAsync(TimeSpan lease) =>
        (await model.Recovery.TakeBackExpiredAsync(lease, 100, CancellationToken.None))
            .ToDictionary(lost => lost.Parse.Id, lost => $"{lost.Parse.Id} {lost.Status}");

    private async Task<string> HappensAsync(Operation.Targeted to, string change, string condition)
    {
        var sql = $"update parseworker.parses set {change} where id = $1 and {condition}";
        return await model.Database.ExecuteAsync(sql, to.Id.ToString()) > 0 ? "done" : Nothing;
    }

    private static async Task<string> SilentAsync(Task call)
    {
        await call;
        return Nothing;
    }

    private static Dictionary<ParseId, string> One(ParseId id, string answer) => new() { [id] = answer };
}
