namespace ParseWorker.Typesetting.Styles;

/// <summary>How a page is set; sizes in points.</summary>
/// <param name="Family">The typeface of its text.</param>
/// <param name="HeadingFamily">The typeface of its headings.</param>
/// <param name="Size">Of its text.</param>
/// <param name="Leading">From baseline to baseline, in sizes of the text.</param>
/// <param name="Columns">Of running text.</param>
/// <param name="Gutter">Between two of them.</param>
/// <param name="IsJustified">Whether lines are spaced out to one length.</param>
/// <param name="IsIndented">Whether paragraphs begin with an indent, and not below a space.</param>
/// <param name="Width">Of the paper.</param>
/// <param name="Height">Of the paper.</param>
/// <param name="Margin">Around the text.</param>
/// <param name="Heading">How headings differ from text.</param>
/// <param name="IsTagged">Whether the PDF says what its headings and tables are.</param>
/// <param name="CountsSections">Whether headings are numbered.</param>
public sealed record PageStyle(
    string Family,
    string HeadingFamily,
    double Size,
    double Leading,
    int Columns,
    double Gutter,
    bool IsJustified,
    bool IsIndented,
    double Width,
    double Height,
    double Margin,
    HeadingLook Heading,
    bool IsTagged,
    bool CountsSections)
{
    /// <summary>Width of its text, without margins.</summary>
    public double TextWidth => Width - 2 * Margin;

    /// <summary>A style of a house's choice.</summary>
    /// <param name="random">Chooses.</param>
    /// <param name="fonts">The typefaces it has.</param>
    /// <param name="columns">Of running text.</param>
    public static PageStyle Any(Random random, IReadOnlyList<string> fonts, int columns = 1)
    {
        var (family, other) = (fonts[random.Next(fonts.Count)], fonts[random.Next(fonts.Count)]);
        var isLetter = random.Next(2) == 0;
        return new PageStyle(
            family,
            random.Next(2) == 0 ? family : other,
            Size: (columns > 1 ? 8 : 9) + 0.5 * random.Next(6),
            Leading: 1.15 + 0.05 * random.Next(8),
            columns,
            Gutter: 12 + 3 * random.Next(6),
            IsJustified: random.Next(2) == 0,
            IsIndented: random.Next(3) == 0,
            Width: isLetter ? 612 : 595,
            Height: isLetter ? 792 : 842,
            Margin: 42 + 6 * random.Next(7),
            HeadingLook.Any(random),
            IsTagged: random.Next(4) == 0,
            CountsSections: random.Next(3) == 0);
    }
}

/// <summary>How headings differ from text.</summary>
/// <param name="Scale">Of the first level, as a multiple of the text's size; lower levels come nearer to it.</param>
/// <param name="IsBold">Bold.</param>
/// <param name="IsItalic">Italic.</param>
/// <param name="IsCapital">In capitals.</param>
/// <param name="Tracking">Space between its letters, in its own size.</param>
/// <param name="IsCentred">In the middle of its column.</param>
/// <param name="IsColoured">In a colour.</param>
public sealed record HeadingLook(double Scale, bool IsBold, bool IsItalic, bool IsCapital, double Tracking, bool IsCentred, bool IsColoured)
{
    /// <summary>Size of a level, as a multiple of the text's.</summary>
    public double ScaleOf(int level) => Math.Max(1, 1 + (Scale - 1) * (level switch { 1 => 1, 2 => 0.55, _ => 0.25 }));

    /// <summary>A look that can be told from running text: larger, bold, or in capitals.</summary>
    public static HeadingLook Any(Random random)
    {
        var isBold = random.Next(4) > 0;
        return new HeadingLook(
            Scale: 1.3 + 0.1 * random.Next(10),
            isBold,
            IsItalic: !isBold && random.Next(2) == 0,
            IsCapital: random.Next(6) == 0,
            Tracking: random.Next(6) == 0 ? 0.05 + 0.05 * random.Next(5) : 0,
            IsCentred: random.Next(5) == 0,
            IsColoured: random.Next(3) == 0);
    }
}
