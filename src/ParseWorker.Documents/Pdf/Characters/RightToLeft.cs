using System.Globalization;
using System.Text;
using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Pdf.Characters;

/// <summary>
/// Turns a line that holds Hebrew, Arabic or their kin from visual order into reading order: Unicode's bidirectional algorithm (UAX #9)
/// in reverse, for one line without embeddings.
/// </summary>
internal static class RightToLeft
{
    /// <summary>In pairs.</summary>
    private const string Brackets = "()[]{}<>«»";

    /// <summary>Whether a text is read from the right: at least as many of its letters are as not.</summary>
    public static bool Is(string text) =>
        text.EnumerateRunes().Count(IsRight) is > 0 and var right
            && right >= text.EnumerateRunes().Count(rune => Rune.IsLetter(rune) && !IsRight(rune));

    /// <summary>The parts of a line in the order they are read in.</summary>
    /// <param name="parts">From left to right: characters, ligatures spelt out, spaces.</param>
    /// <param name="page">What is known of the page that it stands on.</param>
    public static IReadOnlyList<string> Read(IReadOnlyList<string> parts, PageScript page = default)
    {
        if (!parts.Any(HasRight)) return parts;
        var ordered = page.AreBracketsTurned ? [.. parts.Select(Opposite)] : parts.ToList();
        if (page.IsFromRight || Is(string.Concat(parts)))
        {
            TurnRound(ordered, 0, ordered.Count);
            Turn(ordered, part => !HasRight(part), IsLeft);
        }
        else Turn(ordered, part => !IsLeft(part), HasRight);
        return ordered.ConvertAll(ArabicShapes.Spell);
    }

    /// <summary>
    /// Reverses every stretch from one <paramref name="core"/> part to another that has nothing
    /// but <paramref name="inside"/> parts between.
    /// </summary>
    private static void Turn(List<string> parts, Func<string, bool> inside, Func<string, bool> core)
    {
        for (var from = 0; from < parts.Count; from++)
        {
            if (!core(parts[from])) continue;
            var (to, last) = (from, from);
            while (to < parts.Count && inside(parts[to]))
            {
                if (core(parts[to])) last = to;
                to++;
            }
            if (from > 0 && IsClosedBy(parts, from, last)) from--;
            TurnRound(parts, from, last - from + 1);
            from = last;
        }
    }

    /// <summary>
    /// Whether what stands before a stretch that is yet to be turned closes a bracket that opens in it: it belongs to the stretch
    /// (UAX #9, N0).
    /// </summary>
    private static bool IsClosedBy(List<string> parts, int from, int last)
    {
        var before = BracketIn(parts[from - 1]);
        if (before < 0 || before % 2 != 0) return false;
        for (var at = from; at <= last; at++)
            if (BracketIn(parts[at]) is var bracket && bracket >= 0 && bracket / 2 == before / 2) return bracket % 2 == 1;
        return false;
    }

    /// <summary>What the rows of a page tell of each of them.</summary>
    /// <param name="rows">The texts of its glyphs, from left to right each.</param>
    public static PageScript Of(IReadOnlyCollection<IReadOnlyCollection<string>> rows) =>
        rows.Any(row => row.Any(HasRight))
            ? new(Is(string.Concat(rows.SelectMany(row => row))), rows.Sum(TurnedPairs) > 0)
            : default;

    /// <summary>
    /// Pairs of brackets around what runs from the right that look as if they closed before they open, less those that do not.
    /// </summary>
    private static int TurnedPairs(IEnumerable<string> row)
    {
        var (pairs, open, hasRight) = (0, -1, false);
        foreach (var part in row)
        {
            var bracket = BracketIn(part);
            if (bracket < 0)
            {
                hasRight |= HasRight(part);
                continue;
            }
            if (open >= 0 && bracket == (open ^ 1) && hasRight) pairs += open % 2 == 0 ? -1 : 1;
            (open, hasRight) = (bracket, false);
        }
        return pairs;
    }

    /// <summary>Brackets are drawn as they look; read from the other side, the one that looks like the end is the beginning.</summary>
    private static void TurnRound(List<string> parts, int from, int count)
    {
        parts.Reverse(from, count);
        for (var at = from; at < from + count; at++) parts[at] = Opposite(parts[at]);
    }

    private static string Opposite(string part) => BracketIn(part) is >= 0 and var bracket ? Brackets[bracket ^ 1].ToString() : part;

    /// <summary>Its place in <see cref="Brackets"/>, an even one when it opens; negative for anything else.</summary>
    private static int BracketIn(string part) => part is [var character] ? Brackets.IndexOf(character, StringComparison.Ordinal) : -1;

    private static bool HasRight(string part) => part.EnumerateRunes().Any(IsRight);

    /// <summary>Letters of other scripts, and digits, which run from the left everywhere.</summary>
    private static bool IsLeft(string part) => part.EnumerateRunes().Any(rune => Rune.IsLetterOrDigit(rune) && !IsRight(rune));

    /// <summary>
    /// The blocks whose characters run from the right (Unicode 16, DerivedBidiClass: R and AL), digits apart; the noncharacters among them
    /// are marks of <see cref="InlineMark"/>.
    /// </summary>
    private static bool IsRight(Rune rune) =>
        rune.Value is (>= 0x0590 and <= 0x08FF) or (>= 0xFB1D and <= 0xFDCF) or (>= 0xFDF0 and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFC)
            or (>= 0x10800 and <= 0x10FFF) or (>= 0x1E800 and <= 0x1EFFF)
        && Rune.GetUnicodeCategory(rune) != UnicodeCategory.DecimalDigitNumber;
}

/// <summary>What is known of a page whose lines run from the right.</summary>
/// <param name="IsFromRight">Whether most of its letters do: a line of it does, too, however many Latin words it holds.</param>
/// <param name="AreBracketsTurned">Whether it gives brackets as they are read instead of as they look: programs differ.</param>
internal readonly record struct PageScript(bool IsFromRight, bool AreBracketsTurned);
