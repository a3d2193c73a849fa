using ParseWorker.Documents.Pdf.Fragments;
using ParseWorker.Documents.Pdf.Paragraphs;
using ParseWorker.Documents.Pdf.Tables.Cells;

namespace ParseWorker.Documents.Pdf.Tables;

/// <summary>The columns of a table, as far as its lines have shown them.</summary>
internal sealed class ColumnPlaces
{
    private readonly List<TextColumn> _places = [];

    public int Count => _places.Count;

    /// <summary>Learns from a line in pieces; a piece over several columns is their title, and makes none.</summary>
    public void Add(Line line)
    {
        foreach (var piece in line.Fragments)
        {
            var covered = Covered(piece);
            if (covered.Count == 0) _places.Insert(_places.Count(place => place.Left < piece.Box.Left), new(piece.Box.Left, piece.Box.Right));
            if (covered.Count != 1) continue;
            var place = _places[covered[0]];
            _places[covered[0]] = new(Math.Min(place.Left, piece.Box.Left), Math.Max(place.Right, piece.Box.Right));
        }
    }

    /// <summary>Whether a line's pieces stand in the columns: most of them in one or beside all.</summary>
    public bool Fit(Line line) => line.Fragments.Count(piece => Covered(piece).Count <= 1) * 2 > line.Fragments.Count;

    /// <summary>The column that a piece stands in, counted from 0; -1 for none and for several.</summary>
    public int Of(Fragment piece) => Covered(piece) is [var only] ? only : -1;

    private List<int> Covered(Fragment piece) => [.. Enumerable.Range(0, _places.Count).Where(at => _places[at].Covers(piece.Box))];
}
