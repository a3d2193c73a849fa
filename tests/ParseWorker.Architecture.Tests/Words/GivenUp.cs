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
        new("cancel watch", Is("cancel watch(es)?")),
        new("watch list", Is("watch lists?")),
        new("watched parse", Is("watched parses?")),
        new("watcher", Is("watchers?")),
        new("wish", Is("wish(es|ed)?")),
        new("end watch", Is("end (watch(es)?|waits?)")),
        new("news", Is("news")),
        new("bury", Is("bur(y|ies|ied|ial|ials)")),
        new("corpse", Is("corpses?")),
        new("letters", Is("(letters? (spac|box|place|height|width|gap|row)[a-z]*|(larger|placed|drawn|turned|single|broken) letters?"
            + "|letters (set|off|without))"), "the alphabet has letters, and paper a size of that name"),
        new("sign", Is("(?<!leading )(?<!shop )(?<!on a )signs?(?![ -](in|ins|out))"),
            "one signs in, a number leads with its sign, shops have them"),
        new("blank", Is("(blanks|blank(?! (line|page)))"), "a blank line and a blank page are what they are"),
        new("piece", Is("((text|line|row|table|short) pieces?|pieces? of (a )?(text|lines?|rows?|rules?|marked)|text in pieces)"),
            "a body arrives in pieces"),
        new("standing line", Is("standing (line|rule|one)s?")),
        new("lying line", Is("lying (line|rule|one)s?")),
        new("stroke", Is("(standing|lying|table|cell) strokes?"), "a path is stroked in PDF"),
        new("head", Is("((table|column|running) heads?|heads? rows?|heads? of (a|the) (table|column)s?)"),
            "a message and a file have a head"),
        new("names", null, "things have names"),
        new("behind", Is("(behind (pages?|number|its (own )?(paragraph|text|line|page)|the (first|last|title|number|word|comma|digit|text"
            + "|line|heading|type|signature|sheet|pages?|messages?|claim|table))"
            + "|(comes?( once)?|goes? on|right|just|directly|starts?) behind)"),
            "a server is behind a pooler"),
        new("askew", Is("askew")),
        new("leaning", Is("lean(s|ing|ed)"), "lean networks are small ones"),
        new("picture", Is("pictures?")),
        new("slip", Is("slips?")),
        new("outline", null, "it is a glyph's contour, and PDF's own word for bookmarks"),
    ];

    /// <summary>Type names that were given up with the words above, or said less than their successors.</summary>
    public static IReadOnlyList<string> Types { get; } =
    [
        "PatientWrites", "BuryAsync", "Youth", "EndWatch", "EndWait", "Watcher", "Watchers", "WatchList", "WatchedParse", "IAttemptWatch",
        "AttemptWatch", "CancelWatch", "NewsWish", "SlipLayout",
    ];

    private static Regex Is(string pattern) => new($@"\b{pattern}\b", RegexOptions.CultureInvariant);
}
