namespace ParseWorker.Documents.Pdf.Grids;

/// <summary>
/// Things, numbered from 0, that are joined step by step (union-find; Tarjan 1975). The smallest number stands for its set.
/// </summary>
internal sealed class DisjointSets(int count)
{
    private readonly int[] _parents = [.. Enumerable.Range(0, count)];

    public void Join(int one, int other)
    {
        var (first, second) = (Find(one), Find(other));
        _parents[Math.Max(first, second)] = Math.Min(first, second);
    }

    /// <summary>What stands for the set that a thing is in.</summary>
    public int Find(int thing)
    {
        while (_parents[thing] != thing) thing = _parents[thing] = _parents[_parents[thing]];
        return thing;
    }
}
