using ParseWorker.Typesetting.Content;

namespace ParseWorker.Typesetting;

/// <summary>One page, as it was composed.</summary>
/// <param name="Pieces">Its text, in reading order.</param>
public sealed record TypesetPage(IReadOnlyList<Piece> Pieces)
{
    /// <summary>Stands above the text on every page; empty without.</summary>
    public string RunningHeader { get; init; } = "";

    /// <summary>Stands below the text: a page's number, mostly; empty without.</summary>
    public string Foot { get; init; } = "";

    /// <summary>Notes at the foot of the text.</summary>
    public IReadOnlyList<Piece.Footnote> Footnotes { get; init; } = [];

    /// <summary>Stands in a column of its own at the right, and is read after the text.</summary>
    public IReadOnlyList<Piece> Sidebar { get; init; } = [];
}
