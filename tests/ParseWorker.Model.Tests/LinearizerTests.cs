using ParseWorker.Core.Parses;
using ParseWorker.Model.Tests.Histories;
using ParseWorker.Model.Tests.Lifecycle;

namespace ParseWorker.Model.Tests;

/// <summary>The judge judged: it accepts what some order explains and nothing else.</summary>
public sealed class LinearizerTests
{
    private static readonly ParseId Id = ParseId.New(TimeProvider.System.GetUtcNow());
    private static readonly AttemptKey First = new(Id, 1);
    private static readonly ModelParse Running = Apply(ModelParse.Create(Id), new Operation.Claim(Id, "worker"));
    private static readonly Operation Cancel = new Operation.Cancel(Id, "client");
    private static readonly Operation Complete = new Operation.End(First, new ParseOutcome.Completed(PageCount: 1, Credits: 1m));

    [Fact]
    public void Explain_OverlappingCancelAndCompletion_AcceptsBothOrders()
    {
        Assert.NotEmpty(Explain((0, 9, Cancel, "Accepted"), (1, 8, Complete, "Cancelled")));
        Assert.NotEmpty(Explain((0, 9, Cancel, "AlreadyTerminal"), (1, 8, Complete, "Completed")));
    }

    [Fact]
    public void Explain_AcceptedCancelAndCompletion_FindsNoOrder() =>
        Assert.Empty(Explain((0, 9, Cancel, "Accepted"), (1, 8, Complete, "Completed")));

    [Fact]
    public void Explain_CancelThatEndedBeforeTheCompletionBegan_KeepsTheirOrder() =>
        Assert.Empty(Explain((0, 1, Cancel, "AlreadyTerminal"), (2, 3, Complete, "Completed")));

    [Fact]
    public void Explain_OneClaimGrantedTwice_FindsNoOrder() => Assert.Empty(Linearizer.Explain(
        ModelParse.Create(Id),
        [Entry(0, 9, new Operation.Claim(Id, "a"), "attempt 1 after page 0"),
            Entry(1, 8, new Operation.Claim(Id, "b"), "attempt 1 after page 0")],
        contended: true));

    [Fact]
    public void Explain_SweepThatPassesAnExpiredParseBy_NeedsSomebodyWhoHoldsIt()
    {
        var lost = Running with { LeaseRanOut = true };
        Entry[] sweep = [Entry(0, 1, new Operation.Sweep(), ExpectedMove.Nothing)];

        Assert.Empty(Linearizer.Explain(lost, sweep, contended: false));
        Assert.NotEmpty(Linearizer.Explain(lost, sweep, contended: true));
    }

    private static IReadOnlySet<ModelParseBox> Explain(params (long Start, long End, Operation Operation, string Answer)[] calls) =>
        Linearizer.Explain(Running, [.. calls.Select(call => Entry(call.Start, call.End, call.Operation, call.Answer))], contended: false);

    private static Entry Entry(long start, long end, Operation operation, string answer) => new(0, 0, start, end, operation, answer);

    private static ModelParse Apply(ModelParse parse, Operation operation) => LifecycleModel.Apply(parse, operation).First().Parse!;
}
