namespace ParseWorker.Documents.Pdf.Rules;

/// <summary>Lines of one direction by their position, so that those near a place are found without looking at all of them.</summary>
internal sealed class RulingIndex(IEnumerable<Ruling> lines)
{
    private readonly Ruling[] _lines = [.. lines.OrderBy(line => line.At)];

    public int Count => _lines.Length;

    /// <summary>By position.</summary>
    public Ruling this[int index] => _lines[index];

    /// <summary>
    /// The lines whose position is at least <paramref name="from"/> and at most <paramref name="to"/>, as their numbers by position.
    /// </summary>
    public IEnumerable<int> Between(double from, double to)
    {
        for (var at = FirstFrom(from); at < _lines.Length && _lines[at].At <= to; at++) yield return at;
    }

    private int FirstFrom(double position)
    {
        var (low, high) = (0, _lines.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_lines[middle].At < position) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
