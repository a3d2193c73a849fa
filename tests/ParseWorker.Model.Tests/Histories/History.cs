using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;
using ParseWorker.Model.Tests.Lifecycle;

namespace ParseWorker.Model.Tests.Histories;

/// <summary>Runs one plan in an environment of its own and judges every round of it.</summary>
internal sealed class History
{
    private readonly Cast _cast = new();
    private readonly string _environment = $"history-{Guid.NewGuid():N}";
    private readonly ModelDatabase _model;
    private readonly StoreCalls _calls;
    private readonly Observer _observer;
    private Observation[] _now = [.. Enumerable.Repeat(Observation.None, Plan.Slots)];
    private long _clock;

    public History(ModelDatabase model)
    {
        _model = model;
        _calls = new StoreCalls(model, _cast, _environment);
        _observer = new Observer(model.Database.Source, _environment);
    }

    /// <summary>Operations made so far.</summary>
    public int Operations { get; private set; }

    /// <summary>Runs the plan; throws at the first round that the model cannot explain.</summary>
    public async Task RunAsync(Plan plan)
    {
        try
        {
            foreach (var round in plan.Rounds) await RunAsync(round);
        }
        finally
        {
            // Its parses would be swept by the histories that follow.
            await _model.Database.ExecuteAsync("delete from parseworker.parses where environment = $1", _environment);
            await _model.Database.ExecuteAsync("with jobs as (delete from hangfire.job) delete from hangfire.jobqueue");
        }
    }

    private async Task RunAsync(Round round)
    {
        var entries = (await MakeCallsAsync(round)).SelectMany(lane => lane).ToList();
        Operations += round.Lanes.Sum(lane => lane.Length);
        var after = await _observer.ReadAsync();
        for (var slot = 0; slot < Plan.Slots; slot++)
            Judge(_now[slot], [.. entries.Where(entry => entry.Slot == slot)], after[slot], round.Piled);
        _now = after;
    }

    private async Task<IEnumerable<Entry>[]> MakeCallsAsync(Round round)
    {
        await using var pile = new Pile(_model.Database.Source);
        if (round.Piled) await pile.HoldAsync(_environment);
        var lanes = round.Lanes.Select((moves, lane) => Task.Run(() => RunLaneAsync(moves, lane))).ToList();
        if (round.Piled) await pile.StandAsync(lanes);
        await pile.ReleaseAsync();
        return await Task.WhenAll(lanes);
    }

    private async Task<IEnumerable<Entry>> RunLaneAsync(PlannedMove[] moves, int lane)
    {
        var entries = new List<Entry>();
        foreach (var move in moves)
        {
            foreach (var found in await MakeAsync(_cast.Resolve(move), move.Slot, lane, entries))
                await MakeAsync(_cast.Enqueue(found), _cast.SlotOf(found.Id), lane, entries);
        }

        return entries;
    }

    private async Task<IReadOnlyList<QueuedParse>> MakeAsync(Operation operation, int slot, int lane, List<Entry> entries)
    {
        var start = Interlocked.Increment(ref _clock);
        var called = await CallAsync(operation);
        entries.AddRange(Split(operation, slot, called.Answers, (lane, start, Interlocked.Increment(ref _clock))));
        return called.Found;
    }

    private async Task<Called> CallAsync(Operation operation)
    {
        try
        {
            return await _calls.CallAsync(operation);
        }
        catch (Npgsql.PostgresException refused)
        {
            throw new InvalidOperationException(
                $"The database refused {operation}: {refused.MessageText} ({refused.ConstraintName})", refused);
        }
    }

    // A call about every parse is one about each.
    private IEnumerable<Entry> Split(
        Operation operation, int slot, IReadOnlyDictionary<ParseId, string> answers, (int Lane, long Start, long End) when) =>
        operation is Operation.Admit or Operation.Sweep or Operation.SweepAfterStart or Operation.FindWithoutJob
            ? Enumerable.Range(0, Plan.Slots)
                .Select(each => new Entry(each, when.Lane, when.Start, when.End, operation, AnswerFor(each, answers)))
            : [new Entry(slot, when.Lane, when.Start, when.End, operation, answers.Values.Single())];

    private string AnswerFor(int slot, IReadOnlyDictionary<ParseId, string> answers) =>
        answers.SingleOrDefault(answer => _cast.SlotOf(answer.Key) == slot).Value ?? ExpectedMove.Nothing;

    private static void Judge(Observation before, IReadOnlyList<Entry> entries, Observation after, bool contended)
    {
        var explained = Linearizer.Explain(before.Parse, entries, contended);
        if (!explained.Contains(new ModelParseBox(after.Parse)) || before.HasChangedAfterItsEnd(after))
            throw new UnexplainedException(before, entries, after, explained);
    }
}
