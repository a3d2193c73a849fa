using System.Globalization;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;
using ParseWorker.Model.Tests.Lifecycle;
using ParseWorker.Testing;
using static ParseWorker.Model.Tests.Lifecycle.ExpectedMove;

namespace ParseWorker.Model.Tests.Histories;

/// <summary>Makes the calls of a history on the real store and puts the answers into the model's words.</summary>
internal sealed class StoreCalls(ModelDatabase model, Cast cast, string environment)
{
    private const string LongAgo = "now() - interval '1 minute'";

    // As Hangfire writes it: arguments are JSON within JSON.
    private const string InsertJob = """
        with job as (
          insert into hangfire.job (id, invocationdata, arguments, createdat)
          values ($1, '{}', jsonb_build_array(to_json($2::text)::text), now())
          returning id
        )
        insert into hangfire.jobqueue (jobid, queue) select id, 'b-parse' from job
        """;

    // One snapshot tells whose job it is and that it lives.
    private const string FetchJob = """
        update hangfire.jobqueue q set fetchedat = now()
        from parseworker.parses p
        where p.id = $1 and p.status = 'queued' and q.jobid = p.hangfire_job_id::bigint and q.fetchedat is null
        """;

    private static readonly TimeSpan LongerThanAnyServerRuns = TimeSpan.FromDays(100_000);

    /// <summary>Makes the call.</summary>
    public async Task<Called> CallAsync(Operation operation) => operation switch
    {
        Operation.Create create => One(create.Id, await CreateAsync(create)),
        Operation.Admit => new(Queued(await model.Store.AdmitAsync(environment, CancellationToken.None))),
        Operation.Sweep => new(await SweepAsync(TimeSpan.Zero)),
        Operation.SweepAfterStart => new(await SweepAsync(LongerThanAnyServerRuns)),
        Operation.FindWithoutJob => await FindWithoutJobAsync(),
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
        Operation.RecordJob job => await SilentAsync(EnqueueAsync(job)),
        Operation.Crash => Nothing,
        Operation.LoseJob => await LoseJobAsync(operation.Id),
        Operation.ExpireLease lost => await HappensAsync(lost, "lease_expires_at = now() - interval '1 second'", "status = 'in_progress'"),
        Operation.PassTenSeconds due => await HappensAsync(
            due, $"queued_at = {LongAgo}, enqueued_at = case when enqueued_at is not null then {LongAgo} end", "status = 'queued'"),
        Operation.PassTime due =>
            await HappensAsync(due, "run_after = now() - interval '1 second'", "status = 'queued' and run_after > now()"),
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
        if (await model.Store.ClaimAsync(claim.Id, claim.Owner, TestParses.Lease, CancellationToken.None) is not { } attempt)
            return Nothing;

        cast.Granted(claim.Id, attempt.Key.Attempt, attempt.PagesDone);
        return $"attempt {attempt.Key.Attempt} after page {attempt.PagesDone}";
    }

    private async Task<string> CancelAsync(Operation.Cancel cancel)
    {
        if (await model.Store.RequestCancelAsync(environment, cancel.Id, cancel.By, CancellationToken.None) is not { } result)
            return Nothing;

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
        (await model.Attempts.RenewAsync([key], TestParses.Lease, CancellationToken.None)).Count > 0 ? "renewed" : Nothing;

    private async Task<string> ReadAsync(ParseId id) =>
        await model.Queries.FindAsync(environment, id, CancellationToken.None) is { } parse
            ? LifecycleModel.Describe(
                parse.Status, parse.Attempt, parse.AttemptsSpent, parse.WorkersLost, parse.PagesDone, parse.Cancellation is not null)
            : Nothing;

    private async Task<IReadOnlyDictionary<ParseId, string>> SweepAsync(TimeSpan lease) =>
        (await model.Recovery.TakeBackExpiredAsync(lease, 100, CancellationToken.None))
            .ToDictionary(lost => lost.Parse.Id, lost => LifecycleModel.Swept(lost.Parse.Id, lost.Status, lost.Parse.Attempt));

    private async Task<Called> FindWithoutJobAsync()
    {
        var found = await model.Recovery.FindWithoutJobAsync(100, CancellationToken.None);
        return new Called(Queued(found)) { Found = found };
    }

    // The job first: whoever finds its id in the record finds it in the queue.
    private async Task EnqueueAsync(Operation.RecordJob job)
    {
        await model.Database.ExecuteAsync(InsertJob, long.Parse(job.Job, CultureInfo.InvariantCulture), job.Id.ToString());
        await model.Store.RecordJobAsync(new QueuedParse(job.Id, job.Attempt, environment), job.Job, CancellationToken.None);
    }

    private async Task<string> LoseJobAsync(ParseId id) =>
        await model.Database.ExecuteAsync(FetchJob, id.ToString()) > 0 ? "done" : Nothing;

    private static Dictionary<ParseId, string> Queued(IEnumerable<QueuedParse> parses) =>
        parses.ToDictionary(parse => parse.Id, parse => LifecycleModel.Swept(parse.Id, ParseStatus.Queued, parse.Attempt));

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

    private static Called One(ParseId id, string answer) => new(new Dictionary<ParseId, string> { [id] = answer });
}

/// <summary>What came back from a call.</summary>
/// <param name="Answers">The answer for each parse that it speaks of; calls about one parse speak of that.</param>
internal sealed record Called(IReadOnlyDictionary<ParseId, string> Answers)
{
    /// <summary>Parses that whoever called has to enqueue now.</summary>
    public IReadOnlyList<QueuedParse> Found { get; init; } = [];
}
