using System.Globalization;
using System.Text;

namespace ParseWorker.Documents.Pdf.Fragments;

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
    public static IReadOnlyList<string> Read(IReadOnlyList<string> parts)
    {
        if (!parts.Any(HasRight)) return parts;
        var ordered = parts.ToList();
        if (Is(string.Concat(parts)))
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
            TurnRound(parts, from, last - from + 1);
            from = last;
        }
    }

    /// <summary>Brackets are drawn as they look; read from the other side, the one that looks like the end is the beginning.</summary>
    private static void TurnRound(List<string> parts, int from, int count)
    {
        parts.Reverse(from, count);
        for (var at = from; at < from + count; at++)
        {
            if (parts[at] is [var character] && Brackets.IndexOf(character, StringComparison.Ordinal) is >= 0 and var bracket)
                parts[at] = Brackets[bracket ^ 1].ToString();
        }
    }

    private static bool HasRight(string part) => part.EnumerateRunes().Any(IsRight);

    /// <summary>Letters of other scripts, and digits, which run from the left everywhere.</summary>
    private static bool IsLeft(string part) => part.EnumerateRunes().Any(rune => Rune.IsLetterOrDigit(rune) && !IsRight(rune));

    /// <summary>The blocks whose characters run from the right (Unicode 16, DerivedBidiClass: R and AL), digits and marks apart.</summary>
    private static bool IsRight(Rune rune) =>
        rune.Value is (>= 0x0590 and <= 0x08FF) or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFC)
            or (>= 0x10800 and <= 0x10FFF) or (>= 0x1E800 and <= 0x1EFFF)
        && Rune.GetUnicodeCategory(rune) != UnicodeCategory.DecimalDigitNumber;
}
