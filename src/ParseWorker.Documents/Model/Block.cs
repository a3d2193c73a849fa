namespace ParseWorker.Documents.Model;

/// <summary>Part of a page. Texts are plain: the renderer alone knows Markdown.</summary>
public abstract record Block
{
    private Block() { }

    /// <summary>A heading.</summary>
    /// <param name="Level">1 to 6.</param>
    /// <param name="Text">One line.</param>
    public sealed record Heading(int Level, string Text) : Block;

    /// <summary>A paragraph.</summary>
    /// <param name="Text">Single line breaks are kept.</param>
    public sealed record Paragraph(string Text) : Block;

    /// <summary>A list.</summary>
    /// <param name="Items">At least one.</param>
    public sealed record List(IReadOnlyList<ListItem> Items) : Block;

    /// <summary>A table. Cells are placed as HTML places them: each row fills the columns that spans from above leave free.</summary>
    /// <param name="Rows">From top to bottom; rows may be shorter than the widest.</param>
    /// <param name="HeaderRows">How many of the first rows are header rows; 0 or more.</param>
    public sealed record Table(IReadOnlyList<IReadOnlyList<TableCell>> Rows, int HeaderRows) : Block;

    /// <summary>An image.</summary>
    /// <param name="Alt">What it shows, as the document says; empty when it says nothing.</param>
    public sealed record Figure(string Alt) : Block;

    /// <summary>Preformatted text.</summary>
    /// <param name="Text">Every space and line break counts.</param>
    /// <param name="Language">What it is written in, as Markdown's fences name it; empty when that is unknown.</param>
    public sealed record Code(string Text, string Language = "") : Block;

    /// <summary>Markdown that came as Markdown.</summary>
    /// <param name="Markdown">Passed on as it is.</param>
    public sealed record Verbatim(string Markdown) : Block;
}
