namespace ParseWorker.Typesetting.Styles;

/// <summary>How a table is drawn.</summary>
/// <param name="Rules">Its rules.</param>
/// <param name="PaddingX">Space left and right of a cell's text, in points.</param>
/// <param name="PaddingY">Space above and below it, in points.</param>
/// <param name="Numbers">Where figures stand in their column.</param>
/// <param name="Header">How the header row differs from the rows below.</param>
/// <param name="Scale">Of its text, as a part of the page's.</param>
/// <param name="IsWide">As wide as the text; else as wide as its cells.</param>
/// <param name="IsTop">Cells stand at the top of their row; else in its middle.</param>
/// <param name="CaptionBelow">Whether its caption stands below.</param>
/// <param name="Weight">Of its rules, in points.</param>
public sealed record TableStyle(
    TableRules Rules,
    double PaddingX,
    double PaddingY,
    Alignment Numbers,
    HeaderLook Header,
    double Scale,
    bool IsWide,
    bool IsTop,
    bool CaptionBelow,
    double Weight)
{
    /// <summary>Whether each cell's bounds are drawn, so that a span can be seen.</summary>
    public bool ShowsSpans => Rules == TableRules.All;

    /// <summary>A style of a house's choice.</summary>
    /// <param name="random">Chooses.</param>
    /// <param name="rules">The rules; null for any.</param>
    public static TableStyle Any(Random random, TableRules? rules = null) => new(
        rules ?? Pick(random, Enum.GetValues<TableRules>()),
        PaddingX: 3 + random.NextDouble() * 7,
        PaddingY: random.NextDouble() * 5,
        Pick(random, [Alignment.Right, Alignment.Right, Alignment.Centre, Alignment.Left]),
        Pick(random, [HeaderLook.Bold, HeaderLook.Bold, HeaderLook.Plain, HeaderLook.Shaded, HeaderLook.Inverse, HeaderLook.Italic]),
        Scale: 0.8 + 0.05 * random.Next(5),
        IsWide: random.Next(2) == 0,
        IsTop: random.Next(3) > 0,
        CaptionBelow: random.Next(3) == 0,
        Weight: Pick(random, [0.4, 0.5, 0.75, 1, 1.5]));

    private static T Pick<T>(Random random, T[] among) => among[random.Next(among.Length)];
}

/// <summary>A table's rules.</summary>
public enum TableRules
{
    /// <summary>Around every cell.</summary>
    All,

    /// <summary>Between rows, above and below.</summary>
    Horizontal,

    /// <summary>Below the header row alone.</summary>
    HeaderOnly,

    /// <summary>Above and below the header row and below the last row, as books have it.</summary>
    Book,

    /// <summary>None.</summary>
    None,

    /// <summary>None; every other row is shaded.</summary>
    Shade,

    /// <summary>Between columns, and below the header row.</summary>
    Vertical,

    /// <summary>Around the whole, and below the header row.</summary>
    Box,
}

/// <summary>Where text stands in its cell.</summary>
public enum Alignment
{
    /// <summary>At the left.</summary>
    Left,

    /// <summary>In the middle.</summary>
    Centre,

    /// <summary>At the right.</summary>
    Right,
}

/// <summary>How a header row differs.</summary>
public enum HeaderLook
{
    /// <summary>Not at all.</summary>
    Plain,

    /// <summary>Bold.</summary>
    Bold,

    /// <summary>Italic.</summary>
    Italic,

    /// <summary>Bold, on grey.</summary>
    Shaded,

    /// <summary>White on a dark colour.</summary>
    Inverse,
}
