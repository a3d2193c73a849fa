using CsCheck;
using ParseWorker.Core.Parses;
using ParseWorker.Model.Tests.Histories;
using ParseWorker.Model.Tests.Lifecycle;

namespace ParseWorker.Model.Tests;

/// <summary>The model itself keeps the promises; then so does every history that it explains.</summary>
public sealed class LifecycleModelTests
{
    private const int Walks = 10_000;

    [Fact]
    public void Apply_ParseHasEnded_ChangesNothing() =>
        Holds((before, after) => !before.Status.IsTerminal() || after == before);

    [Fact]
    public void Apply_CancelWasAccepted_IsNeverContradicted() =>
        Holds((before, after) => !before.CancelRequested
            || (after.CancelRequestedBy == before.CancelRequestedBy && after.Status is ParseStatus.InProgress or ParseStatus.Cancelled));

    [Fact]
    public void Apply_AnyOperation_NeverExceedsTheAttempts() =>
        Holds((before, after) => after.Attempt - before.Attempt is 0 or 1
            && after.AttemptsSpent <= LifecycleModel.MaxAttempts && after.WorkersLost <= LifecycleModel.MaxLostWorkers
            && ((after.AttemptsSpent < LifecycleModel.MaxAttempts && after.WorkersLost < LifecycleModel.MaxLostWorkers)
                || after.Status.IsTerminal()));

    [Fact]
    public void Apply_WorkerIsLost_SpendsNoAttempt() =>
        Holds((before, after) => after.WorkersLost == before.WorkersLost || after.AttemptsSpent == before.AttemptsSpent);

    [Fact]
    public void Apply_AnyOperation_KeepsPagesOfOneEngine() =>
        Holds((before, after) => after.Pages.StartsWith(before.Pages, StringComparison.Ordinal)
            || (after.Pages.Length == 0 && before.Engine != after.Engine && after.Attempt > before.Attempt));

    [Fact]
    public void Apply_AnyOperation_MovesAsTheTableOfTransitionsSays() =>
        Holds((before, after) => before.Status == after.Status || ParseTransitions.IsAllowed(before.Status, after.Status));

    [Fact]
    public void Apply_WorkerHasCrashed_ItsAttemptIsEndedByASweepOrADeleteOnly() =>
        HoldsForSteps(step => !step.WorkerIsGone || step.Before?.Status != ParseStatus.InProgress
            || step.After?.Status == ParseStatus.InProgress || step.By is Operation.Sweep or Operation.Delete);

    [Fact]
    public void Apply_SweepBeforeTheLeaseRanOut_TakesNothingBack() =>
        HoldsForSteps(step => step.By is not Operation.Sweep || step.Before is null or { LeaseRanOut: true } || step.After == step.Before);

    [Fact]
    public void Apply_TimePassedAndSwept_ParseHasEndedOrIsPendingOrHasALiveJob() =>
        Holds((_, after) => SweptUp(after) is var swept
            && (swept.Status.IsTerminal()
                || swept is { Status: ParseStatus.Pending } or { Status: ParseStatus.Queued, JobLives: true, Waits: false }));

    private static void Holds(Func<ModelParse, ModelParse, bool> promise) => HoldsForSteps(step => Holds(promise, step.Before, step.After));

    private static void HoldsForSteps(Predicate<WalkedStep> promise) => PlanGen.Moves.Select(move => move with { Slot = 0 }).Array[1, 60]
        .Sample(moves => Walk(moves).All(step => promise(step)),
            iter: Walks, threads: 1, print: moves => string.Join(", ", moves.AsEnumerable()));

    // Whatever has happened so far: every worker and every job is lost, no client does a thing, and one sweeper is left.
    private static ModelParse SweptUp(ModelParse parse)
    {
        Operation[] events =
        [
            new Operation.ExpireLease(parse.Id), new Operation.Sweep(), new Operation.LoseJob(parse.Id),
            new Operation.PassTime(parse.Id), new Operation.PassTenSeconds(parse.Id),
        ];
        var waiting = events.Aggregate(parse, (now, happens) => ExpectedMove(now, happens).Parse!);
        var found = ExpectedMove(waiting, new Operation.FindWithoutJob());
        return found.Answer == Lifecycle.ExpectedMove.Nothing
            ? waiting
            : ExpectedMove(found.Parse, new Operation.RecordJob(parse.Id, waiting.Attempt, "the sweeper's")).Parse!;
    }

    private static ExpectedMove ExpectedMove(ModelParse? parse, Operation operation) => LifecycleModel.Apply(parse, operation).First();

    // Between a delete and the next create there is nothing that could break it.
    private static bool Holds(Func<ModelParse, ModelParse, bool> promise, ModelParse? before, ModelParse? after) =>
        before is null || after is null || before.Id != after.Id || promise(before, after);

    private static IEnumerable<WalkedStep> Walk(IEnumerable<PlannedMove> moves)
    {
        var cast = new Cast();
        ModelParse? parse = null;
        foreach (var move in moves.Prepend(new PlannedMove(Move.Create, 0)))
        {
            var before = parse;
            var gone = before is not null && cast.IsGone(new AttemptKey(before.Id, before.Attempt));
            var operation = cast.Resolve(move);
            parse = ExpectedMove(before, operation).Parse;
            if (parse?.Attempt > before?.Attempt) cast.Granted(parse.Id, parse.Attempt, parse.PagesDone);
            if (operation is Operation.WritePages write && parse?.PagesDone > before?.PagesDone) cast.Stored(write);
            yield return new WalkedStep(before, operation, parse, gone);
        }
    }

    private sealed record WalkedStep(ModelParse? Before, Operation By, ModelParse? After, bool WorkerIsGone);
}
