namespace ParseWorker.Documents.Pdf.Layout;

/// <summary>The sizes that a document's headings are set in, and its body: the same size is the same level on every page.</summary>
internal sealed class HeadingScale
{
    /// <summary>Sizes that are told apart; bold headings of the body's size stand below them, and six levels are all there are.</summary>
    private const int MostSizes = 5;

    /// <summary>Sizes that differ by less than this are one: converters round, and capitals are set smaller.</summary>
    private const double SameSize = 1.06;

    /// <summary>From here on, as a multiple of the document's body, what most of a page is set in is its title and not its text.</summary>
    private const double TitleSize = 1.5;

    /// <summary>Letters of a page that only holds a title, at most.</summary>
    private const int TitleLetters = 200;

    private readonly List<double> _sizes;
    private readonly BodyText _body;

    private HeadingScale(BodyText body, List<double> sizes)
    {
        _body = body;
        _sizes = sizes;
    }

    /// <summary>The scale of a document.</summary>
    /// <param name="pages">Some of its pages, the same ones every time.</param>
    /// <returns>Null when they hold no text.</returns>
    public static HeadingScale? Of(IReadOnlyCollection<ArrangedPage> pages)
    {
        var texts = pages.SelectMany(page => page.Texts).Where(text => text.Letters > 0).ToList();
        if (texts.Count == 0) return null;
        var body = texts.GroupBy(text => text.Body).MaxBy(group => group.Sum(text => text.Letters))!.Key;
        var scale = new HeadingScale(body, []);
        return new(body, Steps([.. texts.SelectMany(text => Sizes(text, scale))]));
    }

    /// <summary>Covers are set in sizes of their own; only the largest is a level.</summary>
    private static IEnumerable<double> Sizes(ArrangedText text, HeadingScale scale)
    {
        var sizes = new HeadingRule(text, scale).Sizes;
        return text.Letters < TitleLetters ? sizes.OrderDescending().Take(1) : sizes;
    }

    /// <summary>What counts as body on a page: its own, unless it holds hardly more than a title.</summary>
    public BodyText BodyOf(ArrangedText page) => page.Letters < TitleLetters && page.Body.Size >= TitleSize * _body.Size ? _body : page.Body;

    /// <summary>Size of the document's body, in points: nothing as small as that is a large heading, whatever its page is set in.</summary>
    public double BodySize => _body.Size;

    /// <summary>1 to 6; a size that is not on the scale stands with the next smaller one.</summary>
    public int LevelOf(double size) => _sizes.Count(step => step > size * SameSize) + 1;

    /// <summary>The level below all sizes, for bold headings of the body's size.</summary>
    public int Lowest => _sizes.Count + 1;

    /// <summary>The sizes from large to small; of too many, the rarest are left out.</summary>
    private static List<double> Steps(List<double> sizes)
    {
        var steps = new List<List<double>>();
        foreach (var size in sizes.OrderDescending())
        {
            if (steps.Count == 0 || steps[^1][0] > size * SameSize) steps.Add([]);
            steps[^1].Add(size);
        }
        return [.. steps.OrderByDescending(step => step.Count).Take(MostSizes).Select(step => step[0]).OrderDescending()];
    }
}
