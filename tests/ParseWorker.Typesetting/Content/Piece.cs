using ParseWorker.Typesetting.Styles;

namespace ParseWorker.Typesetting.Content;

/// <summary>Something on a page; pages list theirs in reading order.</summary>
public abstract record Piece
{
    private Piece() { }

    /// <summary>A heading.</summary>
    /// <param name="Level">1 to 3.</param>
    /// <param name="Text">As it is drawn: in capitals where they are.</param>
    public sealed record Heading(int Level, string Text) : Piece;

    /// <summary>Running text.</summary>
    /// <param name="Text">One paragraph.</param>
    /// <param name="Look">How it is set.</param>
    public sealed record Paragraph(string Text, ParagraphLook Look = ParagraphLook.Plain) : Piece
    {
        /// <summary>What is set bold at its beginning, and is part of its text; empty without.</summary>
        public string RunIn { get; init; } = "";
    }

    /// <summary>A list.</summary>
    /// <param name="Items">Its points; one that begins with a tab stands under the one before.</param>
    /// <param name="Numbered">Whether they are counted.</param>
    public sealed record Points(IReadOnlyList<string> Items, bool Numbered) : Piece;

    /// <summary>A table.</summary>
    /// <param name="Content">Its cells.</param>
    /// <param name="Style">How it is drawn.</param>
    /// <param name="Caption">What stands above or below it; empty without.</param>
    public sealed record Table(TableContent Content, TableStyle Style, string Caption) : Piece;

    /// <summary>A drawing with text in it.</summary>
    /// <param name="Bars">A label and a value each, which is 0 to 100.</param>
    /// <param name="Caption">What stands below it.</param>
    /// <param name="AsLine">A line instead of bars.</param>
    public sealed record Chart(IReadOnlyList<(string Label, int Value)> Bars, string Caption, bool AsLine) : Piece;

    /// <summary>A contents list.</summary>
    /// <param name="Entries">A title and a page's number each.</param>
    /// <param name="Leaders">What leads to the number.</param>
    public sealed record Contents(IReadOnlyList<(string Title, int Page)> Entries, Leaders Leaders) : Piece;

    /// <summary>Lines to fill in.</summary>
    /// <param name="Rows">The fields of each line: what is asked, and what is filled in, which may be nothing.</param>
    public sealed record Form(IReadOnlyList<IReadOnlyList<(string Label, string Value)>> Rows) : Piece;

    /// <summary>A small note at the foot of the page.</summary>
    /// <param name="Number">1 to 9.</param>
    /// <param name="Text">Its text.</param>
    public sealed record Footnote(int Number, string Text) : Piece;

    /// <summary>Lines that keep their breaks: an address, a verse.</summary>
    /// <param name="Texts">One after the other.</param>
    /// <param name="AtRight">Set at the right margin.</param>
    public sealed record Lines(IReadOnlyList<string> Texts, bool AtRight) : Piece;
}

/// <summary>How a paragraph is set.</summary>
public enum ParagraphLook
{
    /// <summary>As the page's text.</summary>
    Plain,

    /// <summary>Its first letter is large and stands beside the first lines.</summary>
    DropCap,

    /// <summary>With space between its letters.</summary>
    Letterspaced,

    /// <summary>In capitals as high as small letters; its text is in capitals.</summary>
    SmallCaps,

    /// <summary>In italics and indented on both sides.</summary>
    Quotation,
}

/// <summary>What leads from a title to its page's number.</summary>
public enum Leaders
{
    /// <summary>Nothing; the number stands at the right.</summary>
    None,

    /// <summary>Full stops, which are text.</summary>
    Dots,

    /// <summary>A dotted rule, which is none.</summary>
    Rule,

    /// <summary>The number follows right after.</summary>
    Close,
}
