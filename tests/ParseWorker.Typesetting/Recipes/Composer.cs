using ParseWorker.Typesetting.Content;
using ParseWorker.Typesetting.Styles;

namespace ParseWorker.Typesetting.Recipes;

/// <summary>Composes the parts that pages share.</summary>
internal sealed class Composer
{
    private readonly IReadOnlyList<string> _fonts;
    private int _section;
    private int _subsection;
    private int _captions;

    /// <param name="random">Chooses all that is open.</param>
    /// <param name="fonts">The typefaces there are.</param>
    public Composer(Random random, IReadOnlyList<string> fonts)
    {
        (Random, _fonts, Prose) = (random, fonts, new(random));
        Style = PageStyle.Any(random, fonts);
    }

    public Random Random { get; }

    public Prose Prose { get; }

    /// <summary>How the pages are set.</summary>
    public PageStyle Style { get; private set; }

    /// <summary>Sets the pages in columns.</summary>
    public void InColumns(int columns) => Style = PageStyle.Any(Random, _fonts, columns);

    /// <summary>Sets the pages in another style.</summary>
    public void Restyle(Func<PageStyle, PageStyle> change) => Style = change(Style);

    public Piece Title() => Heading(1, Prose.Title(Prose.Between(3, 7)));

    public Piece Section() => Heading(2, Numbered(++_section, 0) + Prose.Title(Prose.Between(1, 5)));

    public Piece Subsection() => Heading(3, Numbered(Math.Max(1, _section), ++_subsection) + Prose.Title(Prose.Between(2, 5)));

    public Piece Paragraph(int sentences = 0) => new Piece.Paragraph(Prose.Paragraph(sentences > 0 ? sentences : Prose.Between(2, 4)));

    public IEnumerable<Piece> Paragraphs(int least, int most) => Enumerable.Range(0, Prose.Between(least, most)).Select(_ => Paragraph());

    /// <summary>A table with a caption, mostly.</summary>
    public Piece.Table Table(TableContent content, TableStyle style)
    {
        var caption = Prose.OnceIn(3) ? "" : $"Table {++_captions}{Prose.Pick([".", ":", " –", "."])} {Prose.Title(Prose.Between(3, 9))}";
        return new(content, style, caption);
    }

    public string FigureCaption() => $"Figure {++_captions}. {Prose.Title(Prose.Between(3, 8))}";

    /// <summary>A page, mostly with a number at its foot and now and then a running header.</summary>
    public TypesetPage Page(IReadOnlyList<Piece> pieces, int number = 0) => new(pieces)
    {
        Foot = Prose.OnceIn(4) ? "" : $"{(number > 0 ? number : Prose.Between(1, 300))}",
        RunningHeader = Prose.OnceIn(4) ? Prose.Title(Prose.Between(3, 6)) : "",
    };

    private Piece.Heading Heading(int level, string text) => new(level, Style.Heading.IsCapital ? text.ToUpperInvariant() : text);

    private string Numbered(int section, int subsection) =>
        !Style.CountsSections ? "" : subsection > 0 ? $"{section}.{subsection} " : $"{section}{Prose.Pick(["", "."])} ";
}
