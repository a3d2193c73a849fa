using ParseWorker.Documents.Images;
using ParseWorker.Documents.Ocr.Model;

namespace ParseWorker.Documents.Ocr.Rules;

/// <summary>Joins long stretches of ink in neighbouring rows of pixels to horizontal rules.</summary>
internal sealed class HorizontalRules(GreyImage image, RuleSizes sizes)
{
    /// <summary>Rows of pixels that a line may skip.</summary>
    private const int Skipped = 2;

    /// <summary>Rows between two looks at the token.</summary>
    private const int RowsAtOnce = 64;

    /// <summary>More are a photograph or a pattern.</summary>
    private const int Most = 5000;

    private readonly InkRuns _ink = new(image, sizes);
    private readonly List<Growing> _open = [];
    private readonly List<DrawnRule> _found = [];

    /// <summary>The lines; none when there are too many.</summary>
    public IReadOnlyList<DrawnRule> Find(CancellationToken token)
    {
        var runs = new List<(int From, int To, int Ink)>();
        for (var y = 0; y < image.Height; y++)
        {
            if (_open.Count + _found.Count > Most) return [];
            if (y % RowsAtOnce == 0) token.ThrowIfCancellationRequested();
            _ink.Of(y, runs);
            foreach (var run in runs) Add(y, run);
            Close(y - Skipped);
        }
        Close(image.Height);
        return _found;
    }

    private void Add(int y, (int From, int To, int Ink) run)
    {
        var line = _open.Find(open => open.Reaches(run.From, run.To, sizes.Gap));
        if (line is null) _open.Add(line = new());
        line.Add(y, run.From, run.To, run.Ink);
    }

    /// <summary>Ends the lines that have nothing from a row of pixels on.</summary>
    private void Close(int row)
    {
        for (var at = _open.Count - 1; at >= 0; at--)
        {
            if (_open[at].LastRow > row) continue;
            if (_open[at].Line(sizes) is { } line) _found.Add(line);
            _open.RemoveAt(at);
        }
    }

    /// <summary>A line of which more may follow below.</summary>
    private sealed class Growing
    {
        private int _from = int.MaxValue, _to;
        private int _lastFrom, _lastTo;
        private long _ink, _rows;

        public int LastRow { get; private set; } = -1;

        public bool Reaches(int from, int to, int gap) => from <= _lastTo + gap && to >= _lastFrom - gap;

        public void Add(int y, int from, int to, int ink)
        {
            (_from, _to) = (Math.Min(_from, from), Math.Max(_to, to));
            (_lastFrom, _lastTo) = y == LastRow ? (Math.Min(_lastFrom, from), Math.Max(_lastTo, to)) : (from, to);
            _ink += ink;
            _rows += (long)ink * y;
            LastRow = y;
        }

        public DrawnRule? Line(RuleSizes sizes)
        {
            var (length, middle) = (_to - _from, _rows / (double)_ink + 0.5);
            return length >= sizes.Shortest && _ink <= sizes.Thickest * length ? new(_from, middle, _to, middle) : null;
        }
    }
}
