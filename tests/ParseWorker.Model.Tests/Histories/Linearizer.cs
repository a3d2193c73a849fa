using ParseWorker.Model.Tests.Lifecycle;

namespace ParseWorker.Model.Tests.Histories;

/// <summary>
/// Looks for an order of concurrent operations in which the model gives every recorded answer. The order keeps real time: what
/// had ended before another began comes first.
/// </summary>
/// <remarks>
/// Sound: each store call is one statement on one parse row (or reads after it), so it takes effect at one moment between its
/// start and its end, and the order of these moments is one of those tried. Calls that touch several parses are judged for each
/// parse alone, which is weaker but never wrong. Where an answer depends on a row lock held by others, the model marks the step
/// and it counts only while something overlaps. So a history without an order is a defect of the store or of the model.
/// </remarks>
internal static class Linearizer
{
    /// <summary>The states that some explaining order leads to; empty when there is none.</summary>
    /// <param name="before">The parse before the first operation, or null.</param>
    /// <param name="entries">The slot's operations, at most 64.</param>
    /// <param name="contended">True when somebody else held the row for a while.</param>
    public static IReadOnlySet<ModelParseBox> Explain(ModelParse? before, IReadOnlyList<Entry> entries, bool contended)
    {
        var search = new Search(entries, contended);
        search.Visit(new ModelParseBox(before), (1UL << entries.Count) - 1);
        return search.Final;
    }

    private sealed class Search(IReadOnlyList<Entry> entries, bool contended)
    {
        private readonly HashSet<(ModelParseBox, ulong)> _seen = [];
        private readonly bool[] _races = [.. entries.Select(entry => contended || entries.Any(entry.Overlaps))];

        public HashSet<ModelParseBox> Final { get; } = [];

        public void Visit(ModelParseBox state, ulong left)
        {
            if (!_seen.Add((state, left))) return;
            if (left == 0) Final.Add(state);

            foreach (var next in Enumerable.Range(0, entries.Count).Where(i => MayComeNext(i, left)))
                foreach (var step in LifecycleModel.Apply(state.Parse, entries[next].Operation))
                    if (step.Answer == entries[next].Answer && (!step.OnlyInARace || _races[next]))
                        Visit(new ModelParseBox(step.Parse), left & ~(1UL << next));
        }

        private bool MayComeNext(int i, ulong left) =>
            IsIn(i, left) && !Enumerable.Range(0, entries.Count).Any(j => IsIn(j, left) && entries[j].End < entries[i].Start);

        private static bool IsIn(int i, ulong set) => (set & (1UL << i)) != 0;
    }
}

/// <summary>A parse or none, as a value that sets can hold.</summary>
internal readonly record struct ModelParseBox(ModelParse? Parse);
