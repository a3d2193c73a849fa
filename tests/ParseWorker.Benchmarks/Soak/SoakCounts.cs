using System.Globalization;

namespace ParseWorker.Benchmarks.Soak;

/// <summary>What clients did.</summary>
internal sealed record SoakCounts(int Created = 0, int Completed = 0, int Cancelled = 0, int Deleted = 0)
{
    public static SoakCounts operator +(SoakCounts one, SoakCounts other) => new(
        one.Created + other.Created, one.Completed + other.Completed, one.Cancelled + other.Cancelled, one.Deleted + other.Deleted);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Created} parses created, {Completed} completed, {Cancelled} cancelled, {Deleted} deleted");
}
