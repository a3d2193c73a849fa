using ParseWorker.Documents.Pdf.Paragraphs;

namespace ParseWorker.Documents.Pdf.Headings;

/// <summary>The sizes that a document's headings are set in, and its body: the same size is the same level on every page.</summary>
internal sealed class HeadingScale
{
    /// <summary>As many as HTML and Markdown have; the last is left to bold headings of the body's size.</summary>
    private const int MostLevels = 6;

    /// <summary>Sizes that differ by less than this are one: converters round, and capitals are set smaller.</summary>
    private const double SameSize = 1.06;

    /// <summary>From here on, as a multiple of the document's body, what most of a page is set in is its title and not its text.</summary>
    private const double TitleSize = 1.5;

    /// <summary>Glyphs of a page that only holds a title, at most.</summary>
    private const int TitleGlyphs = 200;

    private readonly BodyText _body;
    private readonly List<(double Size, int Level)> _steps;

    private HeadingScale(BodyText body, List<(double Size, int Level)> steps, int deepest, int shallowest)
    {
        _body = body;
        _steps = steps;
        Shallowest = shallowest;
        Lowest = Math.Min(MostLevels, steps.Select(step => step.Level).Append(deepest).Max() + 1);
    }

    /// <summary>The scale of a document.</summary>
    /// <param name="pages">Some of its pages, the same ones every time.</param>
    /// <returns>Null when they hold no text.</returns>
    public static HeadingScale? Of(IReadOnlyCollection<ArrangedPage> pages)
    {
        var texts = pages.SelectMany(page => page.Texts).Where(text => text.GlyphCount > 0).ToList();
        if (texts.Count == 0) return null;
        var body = texts.GroupBy(text => text.Body).MaxBy(group => group.Sum(text => text.GlyphCount))!.Key;
        var scale = new HeadingScale(body, [], 0, 0);
        var deepest = texts.SelectMany(text => text.Paragraphs).Max(paragraph => paragraph.Level) ?? 0;
        var rules = texts.ConvertAll(text => (Text: text, Rule: new HeadingRule(text, scale)));
        return new(body, Steps([.. rules.SelectMany(page => Headings(page.Text, page.Rule))]), deepest, rules
            .Select(page => page.Rule.Shallowest).Where(depth => depth > 0).DefaultIfEmpty().Min());
    }

    /// <summary>Covers are set in sizes of their own; only the largest is a level.</summary>
    private static IEnumerable<PageParagraph> Headings(ArrangedText text, HeadingRule rule) =>
        text.GlyphCount < TitleGlyphs ? rule.Headings.OrderByDescending(heading => heading.Size).Take(1) : rule.Headings;

    /// <summary>What counts as body on a page: its own, unless it holds hardly more than a title.</summary>
    public BodyText BodyOf(ArrangedText page) =>
        page.GlyphCount < TitleGlyphs && page.Body.Size >= TitleSize * _body.Size ? _body : page.Body;

    /// <summary>Size of the document's body, in points: nothing as small as that is a large heading, whatever its page is set in.</summary>
    public double BodySize => _body.Size;

    /// <summary>1 to 6; a size that is not on the scale stands with the next smaller one.</summary>
    public int LevelOf(double size)
    {
        var step = _steps.FindIndex(step => step.Size <= size * SameSize);
        return step < 0 ? Lowest : _steps[step].Level;
    }

    /// <summary>The level below all sizes, for bold headings of the body's size; and below all that the document tells itself.</summary>
    public int Lowest { get; }

    /// <summary>The fewest numbers that a heading of the body's size starts with; 0 where none does.</summary>
    public int Shallowest { get; }

    /// <summary>
    /// The sizes from large to small; of too many, the rarest are left out. A size that the document itself gives a level has that level;
    /// any other ranks below all larger ones.
    /// </summary>
    private static List<(double Size, int Level)> Steps(List<PageParagraph> headings)
    {
        var steps = new List<(double Size, int Level)>();
        var usual = Groups(headings).OrderByDescending(group => group.Count).Take(MostLevels - 1);
        foreach (var group in usual.OrderByDescending(group => group[0].Size))
        {
            var told = group.Select(heading => heading.Level).OfType<int>().GroupBy(level => level).MaxBy(level => level.Count())?.Key;
            steps.Add((group[0].Size, told ?? Math.Min(MostLevels, steps.Select(step => step.Level).DefaultIfEmpty().Max() + 1)));
        }
        return steps;
    }

    private static List<List<PageParagraph>> Groups(List<PageParagraph> headings)
    {
        var groups = new List<List<PageParagraph>>();
        foreach (var heading in headings.OrderByDescending(heading => heading.Size))
        {
            if (groups.Count == 0 || groups[^1][0].Size > heading.Size * SameSize) groups.Add([]);
            groups[^1].Add(heading);
        }
        return groups;
    }
}
