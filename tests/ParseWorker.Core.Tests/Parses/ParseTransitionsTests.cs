using ParseWorker.Core.Parses;

namespace ParseWorker.Core.Tests.Parses;

public sealed class ParseTransitionsTests
{
    public static TheoryData<ParseStatus, ParseStatus> EveryPair()
    {
        var pairs = new TheoryData<ParseStatus, ParseStatus>();
        foreach (var from in Enum.GetValues<ParseStatus>())
            foreach (var to in Enum.GetValues<ParseStatus>())
                pairs.Add(from, to);
        return pairs;
    }

    [Theory, MemberData(nameof(EveryPair))]
    public void IsAllowed_FromTerminal_IsFalse(ParseStatus from, ParseStatus to)
    {
        if (from.IsTerminal()) Assert.False(ParseTransitions.IsAllowed(from, to));
        if (from == to) Assert.False(ParseTransitions.IsAllowed(from, to));
    }

    [Fact]
    public void IsAllowed_OfAllPairs_IsTheDiagramOfTheDesign()
    {
        var allowed =
            from pair in EveryPair()
            let moves = pair.Data
            where ParseTransitions.IsAllowed(moves.Item1, moves.Item2)
            select $"{moves.Item1.ToWire()} -> {moves.Item2.ToWire()}";

        Assert.Equal(
            [
                "pending -> queued", "pending -> in_progress", "pending -> failed", "pending -> cancelled",
                "queued -> in_progress", "queued -> failed", "queued -> cancelled",
                "in_progress -> queued", "in_progress -> completed", "in_progress -> failed", "in_progress -> cancelled",
            ],
            allowed);
    }
}
