using ParseWorker.Documents.Pdf.Fragments;
using ParseWorker.Documents.Pdf.Lines;

namespace ParseWorker.Documents.Pdf.Tables;

/// <summary>The columns of a table, as far as its lines have shown them.</summary>
internal sealed class ColumnPlaces
{
    private readonly List<TextColumn> _places = [];

    public int Count => _places.Count;

    /// <summary>Learns from a line in fragments; a fragment over several columns is their title, and makes none.</summary>
    public void Add(Line line)
    {
        foreach (var fragment in line.Fragments)
        {
            var covered = Covered(fragment);
            if (covered.Count == 0) _places.Insert(_places.Count(place => place.Left < fragment.Box.Left),
                new(fragment.Box.Left, fragment.Box.Right));
            if (covered.Count != 1) continue;
            var place = _places[covered[0]];
            _places[covered[0]] = new(Math.Min(place.Left, fragment.Box.Left), Math.Max(place.Right, fragment.Box.Right));
        }
    }

    /// <summary>Whether a line's fragments stand in the columns: most of them in one or beside all.</summary>
    public bool Fit(Line line) => line.Fragments.Count(fragment => Covered(fragment).Count <= 1) * 2 > line.Fragments.Count;

    /// <summary>The column that a fragment stands in, counted from 0; -1 for none and for several.</summary>
    public int Of(Fragment fragment) => Covered(fragment) is [var only] ? only : -1;

    private List<int> Covered(Fragment fragment) => [.. Enumerable.Range(0, _places.Count).Where(at => _places[at].Covers(fragment.Box))];
}
