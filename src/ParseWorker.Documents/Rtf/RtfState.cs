using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Rtf;

/// <summary>What holds within a group, and is restored after it.</summary>
internal readonly record struct RtfState
{
    public RtfState()
    {
    }

    /// <summary>What the group's text is for.</summary>
    public RtfTarget Target { get; init; }

    /// <summary>The header, footer or note that the text belongs to; null for the document's own.</summary>
    public RtfBlocks? Margin { get; init; }

    /// <summary>Characters to leave out after one that is given in Unicode: they say the same for old readers.</summary>
    public int Fallback { get; init; } = 1;

    /// <summary>How the text is set.</summary>
    public InlineStyle Style { get; init; }

    /// <summary>The field that the group belongs to; null outside of fields.</summary>
    public RtfField? Field { get; init; }

    /// <summary>The font, by its number in the table.</summary>
    public int Font { get; init; } = -1;

    /// <summary>Hidden, or deleted with changes tracked.</summary>
    public bool Hidden { get; init; }

    /// <summary>An asterisk came: a destination that is not known is to be left out.</summary>
    public bool Optional { get; init; }
}

/// <summary>Where a group's text goes.</summary>
internal enum RtfTarget
{
    /// <summary>Into the document.</summary>
    Body,

    /// <summary>In front of a list's point.</summary>
    Label,

    /// <summary>Into the table of fonts.</summary>
    Fonts,

    /// <summary>Into the table of styles.</summary>
    Styles,

    /// <summary>Into the instruction of a field: what it is.</summary>
    Instruction,

    /// <summary>Into an entry of the list that a form's field chooses from.</summary>
    ListEntry,

    /// <summary>Into the name of a comment's author.</summary>
    Author,

    /// <summary>Into what describes a form's field.</summary>
    FormField,

    /// <summary>Nowhere.</summary>
    Nowhere,
}
