namespace ParseWorker.Model.Tests.Histories;

/// <summary>The store did what the model cannot: prints everything that is needed to see why.</summary>
internal sealed class UnexplainedException(
    Observation before, IReadOnlyList<Entry> entries, Observation after, IReadOnlySet<ModelParseBox> explained)
    : Exception($"""
        No order of these operations explains what the database holds.
        before:
          {before.Parse}
        operations, with when they started and ended:
        {string.Join(Environment.NewLine, entries)}
        after:
          {after.Parse}
        orders that explain the answers lead to:
          {Lines(explained)}
        """)
{
    private static string Lines(IReadOnlySet<ModelParseBox> explained) => explained.Count == 0
        ? "(no order explains the answers)"
        : string.Join(Environment.NewLine + "  ", explained.Select(state => state.Parse));
}
