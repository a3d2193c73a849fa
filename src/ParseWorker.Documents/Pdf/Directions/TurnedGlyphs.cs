using ParseWorker.Documents.Pdf.Geometry;
using ParseWorker.Documents.Pdf.Glyphs;
using ParseWorker.Documents.Pdf.Rules;

namespace ParseWorker.Documents.Pdf.Directions;

/// <summary>Gathers a page's glyphs by the directions they run in.</summary>
internal sealed class TurnedGlyphs
{
    /// <summary>Degrees off the page's direction, in the order in which they are read.</summary>
    private static readonly int[] Quarters = [0, 180, -90, 90];

    private readonly DrawnPage _page;
    private readonly GlyphDirections _glyphs;
    private readonly Dictionary<double, (Turn Turn, List<Glyph> Glyphs)> _directions = [];
    private readonly List<Glyph> _curves = [];

    public TurnedGlyphs(DrawnPage page, GlyphDirections glyphs)
    {
        (_page, _glyphs) = (page, glyphs);
        At(glyphs.Main);
    }

    /// <summary>The page's own first; then those at right angles to it, then those aside.</summary>
    public IReadOnlyList<TextDirection> Directions =>
    [
        .. _directions.OrderBy(direction => RankOf(direction.Key)).Select(direction => Make(direction.Key, direction.Value)),
        .. _curves.Count == 0 ? Enumerable.Empty<TextDirection>() : [new(_curves) { IsAside = true }],
    ];

    public void Add(double angle, Func<Turn, Glyph> turned)
    {
        var (turn, glyphs) = At(angle);
        glyphs.Add(turned(turn));
    }

    public void AddOnCurve(Glyph glyph) => _curves.Add(glyph);

    private (Turn Turn, List<Glyph> Glyphs) At(double angle) =>
        _directions.TryGetValue(angle, out var known) ? known : _directions[angle] = (new(angle, _page.Width, _page.Height), []);

    private TextDirection Make(double angle, (Turn Turn, List<Glyph> Glyphs) direction)
    {
        var isAside = !_glyphs.IsInThePage(angle);
        var rulings = isAside ? Rulings.None : RulingReader.Read(_page.Paths, direction.Turn);
        return new(direction.Glyphs) { Turn = direction.Turn, IsAside = isAside, Rulings = rulings };
    }

    private int RankOf(double angle)
    {
        if (!_glyphs.IsInThePage(angle)) return Quarters.Length;
        return Array.FindIndex(Quarters, quarter => Math.Abs(Angles.Between(_glyphs.Main + quarter, angle)) < 45);
    }
}
