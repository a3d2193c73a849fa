using System.Globalization;
using CsCheck;
using ParseWorker.Model.Tests.Histories;

namespace ParseWorker.Model.Tests;

/// <summary>
/// Random concurrent histories on the real store, each explained by the model or red. <c>PARSEWORKER_MODEL_OPERATIONS</c> sets
/// how many operations (10,000 when it is not set). A failure prints the shrunk plan and a seed; <c>CsCheck_Seed</c> replays it.
/// </summary>
[Trait("Needs", "Time")]
public sealed class HistoryTests(ModelDatabase model, ITestOutputHelper output) : IClassFixture<ModelDatabase>
{
    private const int FewestOperationsOfAPlan = 12;

    // After a failure, for finding a smaller plan that fails too.
    private const int OperationsForShrinking = 1000;

    // A seed fixes the plan, not how its statements meet.
    private const int RunsOfAReplay = 50;

    private static readonly long Wanted = long.Parse(Variable("PARSEWORKER_MODEL_OPERATIONS") ?? "10000", CultureInfo.InvariantCulture);
    private static readonly bool Replays = Variable("CsCheck_Seed") is not null;
    private long _operations;
    private long _last = Wanted;

    [Fact]
    public async Task ConcurrentMoves_InAnyOrder_AreExplainedByTheModel()
    {
        await PlanGen.Plans.SampleAsync(
            RunAsync, iter: Replays ? 1 : Wanted / FewestOperationsOfAPlan, threads: 1, print: plan => Environment.NewLine + plan);

        output.WriteLine($"{_operations} operations were explained.");
        Assert.True(Replays || _operations >= Wanted, $"Only {_operations} of {Wanted} operations were made.");
    }

    private async Task RunAsync(Plan plan)
    {
        if (_operations >= _last) return;

        for (var run = 0; run < (Replays ? RunsOfAReplay : 1); run++) await RunOnceAsync(plan);
    }

    private async Task RunOnceAsync(Plan plan)
    {
        var history = new History(model);
        var explained = false;
        try
        {
            await history.RunAsync(plan);
            explained = true;
        }
        finally
        {
            _operations += history.Operations;
            if (!explained) _last = Math.Min(_last, _operations + OperationsForShrinking);
        }
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
