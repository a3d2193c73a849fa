namespace ParseWorker.Documents.Rtf;

/// <summary>What an RTF token is.</summary>
internal enum RtfKind
{
    /// <summary>An opening brace.</summary>
    Open,

    /// <summary>A closing brace.</summary>
    Close,

    /// <summary>A control word or symbol.</summary>
    Control,

    /// <summary>One byte of text.</summary>
    Byte,
}

/// <summary>An RTF token.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">A control's word or symbol; empty for the others.</param>
/// <param name="Value">A control's number, or null; a byte's value.</param>
internal readonly record struct RtfToken(RtfKind Kind, string Name = "", int? Value = null);
