using ParseWorker.Documents.Pdf.Geometry;
using ParseWorker.Documents.Pdf.Glyphs;
using ParseWorker.Documents.Pdf.Rules;

namespace ParseWorker.Documents.Pdf.Directions;

/// <summary>The glyphs on a page that run in one direction, turned back so that they run from left to right.</summary>
/// <param name="Glyphs">In the document's order.</param>
internal sealed record TextDirection(IReadOnlyList<Glyph> Glyphs)
{
    /// <summary>How they were turned.</summary>
    public Turn Turn { get; init; } = Turn.None;

    /// <summary>The lines drawn on the page, turned likewise.</summary>
    public Rulings Rulings { get; init; } = Rulings.None;

    /// <summary>Whether it is a stamp, a watermark or a curve: neither along the page's edges nor as its text runs.</summary>
    public bool IsAside { get; init; }

    /// <summary>Whether what is upright on the page is upright among these glyphs too.</summary>
    public bool IsUpright => !IsAside && Math.Abs(Turn.Angle) <= PageAngle.Near;
}
