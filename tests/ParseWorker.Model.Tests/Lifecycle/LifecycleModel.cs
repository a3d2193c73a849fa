using System.Globalization;
using ParseWorker.Core.Engines;
using ParseWorker.Core.Errors;
using ParseWorker.Core.Parses;
using static ParseWorker.Model.Tests.Lifecycle.ExpectedMove;

namespace ParseWorker.Model.Tests.Lifecycle;

/// <summary>
/// The life of one parse as the README promises it, one operation after the other: no SQL, no concurrency, no time. Its figures
/// are its own, so that a mistake in the product's constants shows.
/// </summary>
internal static class LifecycleModel
{
    public const int MaxAttempts = 3;
    public const int MaxLostWorkers = 3;
    public const string CurrentEngine = "none/" + EngineProfile.Default;
    public const string OtherEngine = "another-engine";

    /// <summary>The steps that <paramref name="operation"/> may take from <paramref name="parse"/>; nearly always one.</summary>
    public static IEnumerable<ExpectedMove> Apply(ModelParse? parse, Operation operation) => operation switch
    {
        Operation.Create create => [Create(parse, create.Id)],
        Operation.Admit => Sweep(parse, parse?.Status == ParseStatus.Pending, Admitted),
        Operation.Sweep => Sweep(parse, parse is { LeaseRanOut: true }, TakeBack),
        Operation.FindWithoutJob => FindWithoutJob(parse),
        Operation.SweepAfterStart => [new(Nothing, parse)],
        Operation.Targeted targeted when parse?.Id != targeted.Id => [new(Nothing, parse)],
        Operation.Fenced fenced when !parse!.IsHeldBy(fenced.Key) => [new(Nothing, parse)],
        Operation.Fenced fenced => [Held(parse!, fenced)],
        Operation.Cancel cancel => Cancel(parse!, cancel),
        Operation.Targeted targeted => [Free(parse!, targeted)],
        _ => throw new ArgumentException($"The model does not know {operation}.", nameof(operation)),
    };

    /// <summary>What a sweep says of a parse that it took.</summary>
    public static string Swept(ParseId id, ParseStatus status, int attempt) =>
        string.Create(CultureInfo.InvariantCulture, $"{id} {status} attempt {attempt}");

    /// <summary>What a reader sees, in one line.</summary>
    public static string Describe(ParseStatus status, int attempt, int spent, int lost, int pages, bool cancelRequested) => string.Create(
        CultureInfo.InvariantCulture,
            $"{status} attempt {attempt} spent {spent} lost {lost} pages {pages}{(cancelRequested ? " cancel requested" : "")}");

    private static ExpectedMove Create(ModelParse? parse, ParseId id) =>
        parse is null ? new($"created {id}", ModelParse.Create(id)) : new($"joined {parse.Id}", parse);

    private static ExpectedMove Free(ModelParse parse, Operation.Targeted operation) => operation switch
    {
        Operation.Claim claim => Claim(parse, claim),
        Operation.Read => new(Describe(
            parse.Status, parse.Attempt, parse.AttemptsSpent, parse.WorkersLost, parse.PagesDone, parse.CancelRequested), parse),
        Operation.Delete => new("deleted", null),
        Operation.RecordJob job => new(Nothing, IsMeant(parse, job) ? Recorded(parse, job.Job) : parse),
        Operation.LoseJob when parse is { JobLives: true, Status: ParseStatus.Queued } => new("done", parse with { JobLives = false }),
        Operation.PassTenSeconds when parse.Status == ParseStatus.Queued => new("done", parse with { Overdue = true }),
        Operation.ExpireLease when parse.Status == ParseStatus.InProgress => new("done", parse with { LeaseRanOut = true }),
        Operation.PassTime when parse is { Waits: true, Status: ParseStatus.Queued } => new("done", parse with { Waits = false }),
        Operation.ChangeEngine when IsClaimable(parse.Status) => new("done", parse with { Engine = OtherEngine }),
        _ => new(Nothing, parse),
    };

    // The parse is held by the attempt that asks.
    private static ExpectedMove Held(ModelParse parse, Operation.Fenced operation) => operation switch
    {
        Operation.WritePages write => Write(parse, write),
        Operation.Renew => new("renewed", parse with { LeaseRanOut = false }),
        Operation.Crash => new(Nothing, parse),
        Operation.Acknowledge => new(Nothing, Acknowledged(parse)),
        Operation.End { Outcome: ParseOutcome.Cancelled } when !parse.CancelRequested => new(Nothing, parse),
        Operation.End end => Moved(End(parse, end.Outcome)),
        _ => throw new ArgumentException($"The model does not know {operation}.", nameof(operation)),
    };

    private static ExpectedMove Claim(ModelParse parse, Operation.Claim claim)
    {
        if (!IsClaimable(parse.Status) || parse.Waits) return new(Nothing, parse);

        // Pages of one parse never come from two engines.
        var kept = parse.Engine == CurrentEngine ? parse : parse with { Pages = "", PagesDone = 0 };
        var claimed = kept with
        {
            Status = ParseStatus.InProgress,
            Attempt = parse.Attempt + 1,
            Owner = claim.Owner,
            Engine = CurrentEngine,
            WasRetried = false,
            Enqueued = false,
            Overdue = false,
        };
        return new($"attempt {claimed.Attempt} after page {claimed.PagesDone}", claimed.Log("claimed"));
    }

    private static ExpectedMove Write(ModelParse parse, Operation.WritePages write)
    {
        // A repeated write whose reply was lost finds its pages there.
        if (parse.PagesDone == write.Last) return new("written", parse);
        if (parse.PagesDone != write.First - 1) return new(Nothing, parse);

        var pages = string.Join(' ', write.Pages.Select(page => $"{page.Number}:{page.Text}"));
        return new("written", parse with { PagesDone = write.Last, Pages = $"{parse.Pages} {pages}".TrimStart() });
    }

    private static ModelParse End(ModelParse parse, ParseOutcome outcome) => outcome switch
    {
        ParseOutcome.Completed done => MoveOut(
            parse with { PageCount = done.PageCount, Credits = parse.CancelRequested ? null : done.Credits }, ParseStatus.Completed,
                "completed"),
        ParseOutcome.Failed failed => MoveOut(
            parse with { Error = parse.CancelRequested ? null : failed.Error.Code }, ParseStatus.Failed, "failed"),
        ParseOutcome.Cancelled cancelled => MoveOut(parse with { CancelForced = cancelled.Forced }, ParseStatus.Cancelled, "cancelled"),
        ParseOutcome.HandedBack => MoveOut(parse with { Job = null, JobLives = false }, ParseStatus.Queued, "handed_back"),
        ParseOutcome.Retried retried => Spend(parse, retried.Error.Code),
        _ => throw new ArgumentException($"The model does not know {outcome}.", nameof(outcome)),
    };

    // An attempt is spent: back to the queue, or failed with the error when it was the last.
    private static ModelParse Spend(ModelParse parse, string error)
    {
        var last = parse.AttemptsSpent + 1 >= MaxAttempts;
        var waits = !last && !parse.CancelRequested;
        var spent = parse with { AttemptsSpent = parse.AttemptsSpent + 1, Waits = waits, WasRetried = waits };
        return GiveUp(spent, last, error, "retried");
    }

    // The machine's fault, counted apart: no attempt is spent, and nothing waits.
    private static ModelParse TakeBack(ModelParse parse)
    {
        var lost = parse with { WorkersLost = parse.WorkersLost + 1, Waits = false, WasRetried = false };
        return GiveUp(lost, lost.WorkersLost >= MaxLostWorkers, ParseErrorCodes.WorkerLost, "taken_back");
    }

    private static ModelParse GiveUp(ModelParse parse, bool last, string error, string kind)
    {
        var left = parse with { Job = null, JobLives = false, Error = last && !parse.CancelRequested ? error : null };
        return MoveOut(left, last ? ParseStatus.Failed : ParseStatus.Queued, last ? "failed" : kind);
    }

    // Every move out of in_progress: an accepted cancel comes before whatever the worker or the sweeper wanted.
    private static ModelParse MoveOut(ModelParse parse, ParseStatus target, string kind)
    {
        var left = parse with { LeaseRanOut = false, Enqueued = false, Overdue = false };
        return parse.CancelRequested
            ? (left with { Status = ParseStatus.Cancelled, CancelAcknowledged = true }).Log("cancelled")
            : (left with { Status = target }).Log(kind);
    }

    private static IEnumerable<ExpectedMove> Cancel(ModelParse parse, Operation.Cancel cancel)
    {
        var step = Cancelled(parse, cancel.By);
        yield return step;

        // The record is read by a second statement: a delete in between leaves none to answer with.
        yield return new(Nothing, step.Parse, OnlyInARace: true);
    }

    private static ExpectedMove Cancelled(ModelParse parse, string by)
    {
        if (parse.Status.IsTerminal()) return new("AlreadyTerminal", parse);
        if (parse.CancelRequested) return new("AlreadyRequested", parse);

        var requested = (parse with { CancelRequestedBy = by }).Log("cancel_requested");
        var runs = parse.Status == ParseStatus.InProgress;
        return new("Accepted", runs ? requested : MoveOut(requested, ParseStatus.Cancelled, "cancelled"));
    }

    // Sweeps pass a row by that somebody else holds at that moment.
    private static IEnumerable<ExpectedMove> Sweep(ModelParse? parse, bool finds, Func<ModelParse, ModelParse> move)
    {
        if (!finds) return [new(Nothing, parse)];

        var moved = move(parse!);
        return [new(Swept(moved), moved), new(Nothing, parse, OnlyInARace: true)];
    }

    private static IEnumerable<ExpectedMove> FindWithoutJob(ModelParse? parse)
    {
        foreach (var step in Sweep(parse, parse is { IsWithoutJob: true }, Taken)) yield return step;

        // The queue is seen as it was when the sweep began, the parse as it is: a job that was lost and replaced meanwhile.
        if (parse is { Status: ParseStatus.Queued, Waits: false, Overdue: true, JobLives: true })
            yield return new(Swept(parse), Taken(parse), OnlyInARace: true);
    }

    private static ModelParse Taken(ModelParse parse) => parse with { Enqueued = true, Overdue = false };

    private static ModelParse Recorded(ModelParse parse, string job) =>
        parse with { Job = job, JobLives = true, Enqueued = parse.Status == ParseStatus.Queued, Overdue = false };

    private static ModelParse Admitted(ModelParse parse) => (parse with { Status = ParseStatus.Queued }).Log("queued");

    private static ModelParse Acknowledged(ModelParse parse) => parse is { CancelRequested: true, CancelAcknowledged: false }
        ? (parse with { CancelAcknowledged = true }).Log("cancel_observed")
        : parse;

    private static string Swept(ModelParse parse) => Swept(parse.Id, parse.Status, parse.Attempt);

    private static ExpectedMove Moved(ModelParse parse) => new(parse.Status.ToString(), parse);

    private static bool IsClaimable(ParseStatus status) => status is ParseStatus.Pending or ParseStatus.Queued;

    // The job may have been quicker than the note about it.
    private static bool IsMeant(ModelParse parse, Operation.RecordJob job) =>
        (parse.Status == ParseStatus.Queued && parse.Attempt == job.Attempt)
        || (parse.Status == ParseStatus.InProgress && parse.Attempt == job.Attempt + 1);
}
