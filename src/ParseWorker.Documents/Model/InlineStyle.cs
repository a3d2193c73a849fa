namespace ParseWorker.Documents.Model;

/// <summary>How a run of text differs from the text around it.</summary>
/// <param name="Bold">Set in bold.</param>
/// <param name="Italic">Set in italics.</param>
/// <param name="Struck">Struck through.</param>
/// <param name="Script">Raised or lowered.</param>
/// <param name="Link">Where it leads; null for text that is no link.</param>
internal readonly record struct InlineStyle(
    bool Bold = false, bool Italic = false, bool Struck = false, ScriptPosition Script = ScriptPosition.Line, string? Link = null);

/// <summary>Where a run stands against the baseline.</summary>
internal enum ScriptPosition
{
    /// <summary>On it.</summary>
    Line,

    /// <summary>Above it.</summary>
    Raised,

    /// <summary>Below it.</summary>
    Lowered,
}
