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
        Holds((before, after) => after.Attempt - before.Attempt is 0 or 1 && after.AttemptsSpent <= LifecycleModel.MaxAttempts
            && (after.AttemptsSpent < LifecycleModel.MaxAttempts || after.Status.IsTerminal()));

    [Fact]
    public void Apply_AnyOperation_KeepsPagesOfOneEngine() =>
        Holds((before, after) => after.Pages.StartsWith(before.Pages, StringComparison.Ordinal)
            || (after.Pages.Length == 0 && before.Engine != after.Engine && after.Attempt > before.Attempt));

    [Fact]
    public void Apply_AnyOperation_MovesAsTheTableOfTransitionsSays() =>
        Holds((before, after) => before.Status == after.Status || ParseTransitions.IsAllowed(before.Status, after.Status));

    private static void Holds(Func<ModelParse, ModelParse, bool> promise) => PlanGen.Moves.Select(move => move with { Slot = 0 }).Array[1, 60]
        .Sample(moves => Walk(moves).All(step => Holds(promise, step.Before, step.After)),
            iter: Walks, threads: 1, print: moves => string.Join(", ", moves.AsEnumerable()));

    // Between a delete and the next create there is nothing that could break it.
    private static bool Holds(Func<ModelParse, ModelParse, bool> promise, ModelParse? before, ModelParse? after) =>
        before is null || after is null || before.Id != after.Id || promise(before, after);

    private static IEnumerable<(ModelParse? Before, ModelParse? After)> Walk(IEnumerable<PlannedMove> moves)
    {
        var cast = new Cast();
        ModelParse? parse = null;
        foreach (var move in moves.Prepend(new PlannedMove(Move.Create, 0)))
        {
            var operation = cast.Resolve(move);
            var before = parse;
            parse = LifecycleModel.Apply(before, operation).First().Parse;
            if (parse?.Attempt > before?.Attempt) cast.Granted(parse.Id, parse.Attempt, parse.PagesDone);
            if (operation is Operation.WritePages write && parse?.PagesDone > before?.PagesDone) cast.Stored(write);
            yield return (before, parse);
        }
    }
}
