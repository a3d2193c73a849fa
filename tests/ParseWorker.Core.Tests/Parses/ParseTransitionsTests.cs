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
}
