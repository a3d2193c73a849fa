using System.Text.RegularExpressions;

namespace ParseWorker.Architecture.Tests.Words;

/// <summary>
/// Words of the glossary's last column, as they are looked for in lines that <see cref="Prose.Of"/> made of identifiers too.
/// </summary>
/// <param name="Word">The entry of the glossary.</param>
/// <param name="Pattern">What must not be found; null for a word that the language or everyday English needs.</param>
/// <param name="Because">Why a null pattern can't be looked for, or what the pattern leaves alone.</param>
internal sealed record GivenUp(string Word, Regex? Pattern, string Because = "")
{
    public static IReadOnlyList<GivenUp> All { get; } =
    [
        new("task", null, "C# has Task, and it is not a parse there"),
        new("job", null, "it is the word for what Hangfire runs"),
        new("try", null, "C# has try, and methods are called TryX"),
        new("place", null, "glyphs and cells have places"),
        new("watch", Is("watch(e[ds]|ing)?")),
        new("watcher", Is("watchers?")),
        new("wish", Is("wish(es|ed)?")),
        new("end wait", Is("end waits?")),
        new("file fence", Is("((file|host) fences?|unfenced|(behind the|with a) fence|files are (not )?fenced)"),
            "the attempt number is the fence, and code stands between fences"),
        new("news", Is("news")),
        new("bury", Is("bur(y|ies|ied|ial|ials)")),
        new("corpse", Is("corpses?")),
        new("letters", Is("(letters? (spac|box|place|height|width|gap|row)[a-z]*|(larger|placed|drawn|turned|single|broken) letters?"
            + "|letters (set|off|without)|letters of a (word|line|row))"), "the alphabet has letters, and paper a size of that name"),
        new("sign", Is("(?<!leading )(?<!shop )(?<!on a )signs?(?![ -](in|ins|out))"),
            "one signs in, a number leads with its sign, shops have them"),
        new("blank", Is("(blanks|blank(?! (line|page)))"), "a blank line and a blank page are what they are"),
        new("piece", Is("((text|line|row|table|short) pieces?|pieces? of (a |the |their )?(text|lines?|rows?|rules?|marked)"
            + "|text in pieces)"),
            "a body arrives in pieces"),
        new("standing line", Is("(standing (line|rule|one)s?|when it stands)")),
        new("lying line", Is("(lying (line|rule|one)s?|when it lies)")),
        new("ruled line", Is("((ruled|drawn|outer|thickest) lines?|shortest line(?=:)|lines? (is|are) drawn|lines (draw|ruled|that cross)"
            + "|(thick|long) (and how long )?lines (are|is)|straight line (along|on)|a line may miss|rulings lines|drawn rule> lines)"),
            "a line of text is one"),
        new("stroke", Is("(standing|lying|table|cell) strokes?"), "a path is stroked in PDF"),
        new("head", Is("((table|column|running) heads?|heads? rows?|heads? of (a|the) (table|column)s?|tables? one head)"),
            "a message and a file have a head"),
        new("names", Is("(row of names|names of (the )?columns|(above|below|the) column names)"), "things have names"),
        new("behind", Is("(behind (pages?|number|its (own )?(paragraph|text|line|page)|the (first|last|title|number|word|comma|digit|text"
            + "|line|heading|type|signature|sheet|pages?|messages?|claim|table|guard))"
            + "|before and behind|page behind|behind (a )?(comments?|reference|row)"
            + "|(comes?( once)?|goes? on|right|just|directly|starts?) behind)"),
            "a server is behind a pooler"),
        new("askew", Is("askew")),
        new("leaning", Is("lean(s|ing|ed)"), "lean networks are small ones"),
        new("picture", Is("pictures?")),
        new("slip", Is("slips?")),
        new("outline", null, "it is a glyph's contour, and PDF's own word for bookmarks"),
    ];

    /// <summary>Names of types that were given up with the words above, or said less than their successors.</summary>
    public static IReadOnlyList<string> Types { get; } =
    [
        "PatientWrites", "BuryAsync", "Youth", "EndWatch", "EndWait", "Watcher", "Watchers", "WatchList", "WatchedParse", "IAttemptWatch",
        "AttemptWatch", "CancelWatch", "NewsWish", "SlipLayout", "PdfTextLayer", "FileFence", "HostFence", "ISignalListener",
        "SignalListener", "SignalChannel", "LayoutedPage", "CrashGuard",
    ];

    /// <summary>Names that no type has any more; members and words may.</summary>
    public static IReadOnlyList<string> Declarations { get; } =
        ["Straight", "Sizes", "Step", "Strokes", "Placed", "Verdicts", "Pauses", "Probe"];

    private static Regex Is(string pattern) => new($@"\b{pattern}\b", RegexOptions.CultureInvariant);
}
