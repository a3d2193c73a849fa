using ParseWorker.Model.Tests.Lifecycle;

namespace ParseWorker.Model.Tests.Histories;

/// <summary>An operation on one slot as it was seen from outside: its effect came at some moment between start and end.</summary>
/// <param name="Slot">The slot.</param>
/// <param name="Lane">Who called.</param>
/// <param name="Start">Before the call, by the history's counter.</param>
/// <param name="End">After the answer, by the same counter.</param>
/// <param name="Operation">The call.</param>
/// <param name="Answer">What came back, as <see cref="ExpectedMove.Answer"/>.</param>
internal sealed record Entry(int Slot, int Lane, long Start, long End, Operation Operation, string Answer)
{
    public bool Overlaps(Entry other) => !ReferenceEquals(this, other) && Start < other.End && other.Start < End;

    public override string ToString() => $"  lane {Lane} [{Start,4}–{End,4}] {Operation} → {Answer}";
}
