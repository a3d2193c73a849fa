namespace ParseWorker.Documents.Rtf;

/// <summary>Where the text of a group goes that begins with a control word (RTF 1.9.1, appendix B: destinations).</summary>
internal static class RtfDestinations
{
    /// <summary>
    /// Whether a word opens a header (true) or a footer (false): of all pages, of left, right or first ones; null for another word.
    /// </summary>
    public static bool? Margin(string word) => word switch
    {
        "header" or "headerl" or "headerr" or "headerf" => true,
        "footer" or "footerl" or "footerr" or "footerf" => false,
        _ => null,
    };

    /// <summary>The target; null for a word that opens none.</summary>
    public static RtfTarget? Find(string word, RtfState state)
    {
        if (state.Target == RtfTarget.Nowhere) return null;
        return word switch
        {
            "fonttbl" => RtfTarget.Fonts,
            "stylesheet" => RtfTarget.Styles,
            "listtext" or "pntext" => RtfTarget.Label,
            "fldinst" => RtfTarget.Instruction,
            "atnauthor" => RtfTarget.Author,
            "formfield" => RtfTarget.FormField,
            "ffl" => RtfTarget.ListEntry,
            "colortbl" or "info" or "pict" or "object"
                or "themedata" or "datastore" or "xe" or "tc" or "rxe" or "txe" or "nonshppict" or "sp"
                or "atnid" or "nonesttables" =>
                    RtfTarget.Nowhere,
            // Styles are no destinations, though some programs write them like one.
            "cs" or "ds" or "ts" => null,
            // A shape's instructions hold the text in it; nested rows' properties hold nothing, but mark a row's end.
            "shpinst" or "shptxt" or "nesttableprops" or "shppict" => null,
            _ => state.Optional ? RtfTarget.Nowhere : null,
        };
    }
}
