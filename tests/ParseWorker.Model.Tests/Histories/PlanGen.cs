using CsCheck;

namespace ParseWorker.Model.Tests.Histories;

/// <summary>Random plans; about thirty operations each.</summary>
internal static class PlanGen
{
    // Beginnings: where a history gets interesting comes after some luck, so it starts there.
    private static readonly Move[][] Beginnings =
    [
        [Move.Create],
        [Move.Create, Move.Admit, Move.RecordJob],
        [Move.Create, Move.Claim, Move.WritePages],
        [Move.Create, Move.Claim, Move.WritePages, Move.Cancel],
        [Move.Create, Move.Claim, Move.WritePages, Move.ExpireLease],
        [Move.Create, Move.Claim, Move.WritePages, Move.Crash, Move.Cancel],
        [Move.Create, Move.Claim, Move.WritePages, Move.Crash, Move.Claim],
        [Move.Create, Move.Admit, Move.RecordJob, Move.LoseJob, Move.PassTenSeconds],
        [Move.Create, Move.Claim, Move.WritePages, Move.HandBack, Move.Claim],

        // Nowhere else: a fingerprint changes with a claim only, so that nothing changes it beside one.
        [Move.Create, Move.Claim, Move.WritePages, Move.HandBack, Move.ChangeEngine],
        [Move.Create, Move.Claim, Move.WritePages, Move.Retry, Move.PassTime, Move.FindWithoutJob, Move.Claim, Move.Retry],
        [Move.Create, Move.Claim, Move.Retry, Move.PassTime, Move.Claim, Move.ExpireLease, Move.Sweep, Move.Claim],
        [Move.Create, Move.Claim, Move.Retry, Move.PassTime, Move.Claim, Move.Retry, Move.PassTime, Move.Claim],
    ];

    private static readonly Gen<Move> Kinds = Gen.Frequency(
        (6, Gen.OneOf(Move.Claim)),
        (6, Gen.OneOf(Move.WritePages, Move.WritePages, Move.RepeatPages)),
        (6, Gen.OneOf(Move.Complete, Move.Fail, Move.EndCancelled)),
        (6, Gen.OneOf(Move.HandBack, Move.Retry)),
        (4, Gen.OneOf(Move.Cancel, Move.Cancel, Move.Acknowledge)),
        (5, Gen.OneOf(Move.Sweep, Move.Sweep, Move.FindWithoutJob)),
        (5, Gen.OneOf(Move.ExpireLease, Move.ExpireLease, Move.ExpireLease, Move.Crash, Move.Renew)),
        (4, Gen.OneOf(Move.PassTime, Move.Admit, Move.RecordJob)),
        (2, Gen.OneOf(Move.LoseJob, Move.PassTenSeconds)),
        (2, Gen.OneOf(Move.Read, Move.SweepAfterStart)),
        (1, Gen.OneOf(Move.Create, Move.Delete)));

    private static readonly Gen<int> Age = Gen.Frequency((5, Gen.Const(0)), (3, Gen.Const(1)), (1, Gen.Const(2)));

    public static readonly Gen<PlannedMove> Moves =
        from kind in Kinds
        from slot in Gen.Int[0, Plan.Slots - 1]
        from age in Age
        from pages in Gen.Int[1, 2]
        select new PlannedMove(kind, slot, age, pages);

    private static readonly Gen<Round> OneRound =
        Gen.Select(Moves.Array[1, 3].Array[2, 3], Gen.Bool, (lanes, piled) => new Round(lanes, piled));

    public static readonly Gen<Plan> Plans = Gen.Select(
        Gen.OneOf(Beginnings).Array[Plan.Slots],
        OneRound.Array[2, 6],
        (beginnings, rounds) => new Plan([Begin(beginnings), .. rounds]));

    private static Round Begin(Move[][] beginnings) =>
        new([.. beginnings.Select((moves, slot) => moves.Select(move => new PlannedMove(move, slot)).ToArray())], Piled: false);
}
