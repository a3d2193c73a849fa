namespace ParseWorker.Documents.Ocr.SecondReading;

/// <summary>Lays two readings of a line beside each other with the least changes (Needleman and Wunsch 1970).</summary>
internal static class Alignment
{
    /// <summary>A letter without its mark costs less than another one, so that marks find their letters.</summary>
    private const int Unmarked = 1;

    private const int LeftOut = 4;

    /// <summary>Less than leaving out both.</summary>
    private const int Different = 5;

    /// <summary>More than leaving out both: a space is aligned with nothing but a space.</summary>
    private const int Never = 9;

    /// <summary>The steps from left to right.</summary>
    public static IReadOnlyList<AlignedPair> Of(string first, string second)
    {
        var costs = new int[first.Length + 1, second.Length + 1];
        for (var at = 0; at <= first.Length; at++)
            for (var to = 0; to <= second.Length; to++) costs[at, to] = Cheapest(costs, first, second, at, to).Cost;
        var steps = new List<AlignedPair>();
        for (var (at, to) = (first.Length, second.Length); at + to > 0; (at, to) = (at - steps[^1].First, to - steps[^1].Second))
            steps.Add(Cheapest(costs, first, second, at, to).Last);
        steps.Reverse();
        return steps;
    }

    /// <summary>What it costs to lay the beginnings of both beside each other, and the last step of that.</summary>
    private static (int Cost, AlignedPair Last) Cheapest(int[,] costs, string first, string second, int at, int to)
    {
        if (at == 0 || to == 0) return ((at + to) * LeftOut, new(Math.Min(at, 1), Math.Min(to, 1), Alike: false));
        var change = Change(first[at - 1], second[to - 1]);
        (int Cost, AlignedPair Last) both = (costs[at - 1, to - 1] + change, new(1, 1, Alike: change <= Unmarked));
        (int Cost, AlignedPair Last) one = costs[at - 1, to] <= costs[at, to - 1]
            ? (costs[at - 1, to] + LeftOut, new(1, 0, Alike: false))
            : (costs[at, to - 1] + LeftOut, new(0, 1, Alike: false));
        return both.Cost <= one.Cost ? both : one;
    }

    private static int Change(char first, char second)
    {
        if (first == second) return 0;
        if (char.IsWhiteSpace(first) || char.IsWhiteSpace(second)) return Never;
        return Diacritics.Of(first) == Diacritics.Of(second) ? Unmarked : Different;
    }
}
