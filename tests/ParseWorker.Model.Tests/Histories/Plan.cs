namespace ParseWorker.Model.Tests.Histories;

/// <summary>What a lane does next; who is meant is told apart, by slot and age.</summary>
internal enum Move
{
    Create,
    Admit,
    Claim,
    WritePages,
    RepeatPages,
    Renew,
    Acknowledge,
    Complete,
    Fail,
    EndCancelled,
    HandBack,
    Retry,
    Cancel,
    Delete,
    Read,
    RecordJob,
    Crash,
    ExpireLease,
    LoseJob,
    PassTime,
    PassTenSeconds,
    ChangeEngine,
    Sweep,
    SweepAfterStart,
    FindWithoutJob,
}

/// <summary>One move of a plan.</summary>
/// <param name="Move">What.</param>
/// <param name="Slot">Which parse of the history.</param>
/// <param name="Age">With which of the attempts granted so far: 0 the newest, 1 the one before. Workers come back from the dead.</param>
/// <param name="Pages">How many pages, for writes.</param>
internal sealed record PlannedMove(Move Move, int Slot, int Age = 0, int Pages = 1)
{
    public override string ToString() => $"{Move}({Slot}{(Age > 0 ? $", {Age} back" : "")}{(Pages > 1 ? $", {Pages} pages" : "")})";
}

/// <summary>Lanes that run at the same time, each one move after the other.</summary>
/// <param name="Lanes">The lanes.</param>
/// <param name="Piled">True to hold the parses' rows until every lane is at one: all of them then act on the same stale snapshot.</param>
internal sealed record Round(PlannedMove[][] Lanes, bool Piled)
{
    public override string ToString() =>
        (Piled ? "piled up: " : "") + string.Join(" ‖ ", Lanes.Select(lane => string.Join(", ", lane.AsEnumerable())));
}

/// <summary>A history to run: rounds with a look at the database after each.</summary>
internal sealed record Plan(Round[] Rounds)
{
    public const int Slots = 2;

    public override string ToString() => string.Join(Environment.NewLine, Rounds.AsEnumerable());
}
