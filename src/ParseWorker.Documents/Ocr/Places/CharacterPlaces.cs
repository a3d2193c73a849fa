using ParseWorker.Documents.Ocr.LineImages;
using ParseWorker.Documents.Ocr.Model;
using ParseWorker.Documents.Ocr.Recognition;

namespace ParseWorker.Documents.Ocr.Places;

/// <summary>Gives recognised symbols their places in the line, and puts back the blanks that the recogniser swallowed.</summary>
internal static class CharacterPlaces
{
    /// <summary>Columns without ink that are a blank, where the line has no other to compare with: a quarter of the letters' size.</summary>
    private const double Blank = 8.5;

    /// <summary>Where the recogniser saw blanks in the line: gaps as wide as this part of theirs are blanks too.</summary>
    private const double LikeBlanks = 0.65;

    private const double NarrowestBlank = 6;

    /// <summary>The same as a multiple of the line's usual gap, for letterspaced and typewritten lines.</summary>
    private const double BlankGaps = 2.5;

    /// <summary>
    /// The part of that which is a blank between a letter and a digit: units, currencies and counts stand close to their figures, and the
    /// recogniser swallows those blanks most.
    /// </summary>
    private const double BesideFigures = 0.7;

    public static IReadOnlyList<RecognizedCharacter> Of(IReadOnlyList<DecodedCharacter> symbols, LineImage picture)
    {
        var letters = new List<DecodedCharacter>();
        var blankBefore = new List<bool>();
        var blank = false;
        foreach (var symbol in symbols)
        {
            blank |= symbol.IsBlank;
            if (symbol.IsBlank) continue;
            letters.Add(symbol);
            blankBefore.Add(blank);
            blank = false;
        }
        return letters.Count == 0 ? [] : Place(letters, blankBefore, picture.Ink, picture.Width);
    }

    private static List<RecognizedCharacter> Place(List<DecodedCharacter> letters, List<bool> blankBefore, InkGaps ink, int width)
    {
        var gaps = letters.Zip(letters.Skip(1), (left, right) => Gap(ink, left.At, right.At)).ToList();
        var blanks = gaps.Where((_, at) => blankBefore[at + 1]).ToList();
        var least = blanks.Count == 0 ? Blank : Math.Clamp(LikeBlanks * Usual(blanks), NarrowestBlank, Blank);
        var widest = Math.Max(least, BlankGaps * Usual(gaps));
        var placed = new List<RecognizedCharacter>();
        var left = Gap(ink, 0, letters[0].At).To;
        for (var at = 0; at < letters.Count; at++)
        {
            if (at == letters.Count - 1)
            {
                placed.Add(new(letters[at].Text, left / width, Math.Max(left, Gap(ink, letters[at].At, width).From) / width, letters[at].Score));
                break;
            }
            var (from, to) = gaps[at];
            var isBlank = blankBefore[at + 1] || to - from >= (AreMixed(letters[at].Text, letters[at + 1].Text) ? BesideFigures : 1) * widest;
            if (!isBlank) from = to = (from + to) / 2;
            placed.Add(new(letters[at].Text, left / width, from / width, letters[at].Score));
            if (isBlank) placed.Add(new(" ", from / width, to / width, letters[at].Score));
            left = to;
        }
        return placed;
    }

    private static bool AreMixed(string left, string right) =>
        (char.IsLetter(left, 0) && char.IsDigit(right, 0)) || (char.IsDigit(left, 0) && char.IsLetter(right, 0));

    /// <summary>The gap between two letters' middles; where their ink touches, the place half-way.</summary>
    private static (double From, double To) Gap(InkGaps ink, double left, double right)
    {
        var (from, to) = ink.Longest(left, right);
        return to > from ? (from, to) : ((left + right) / 2, (left + right) / 2);
    }

    private static double Usual(List<(double From, double To)> gaps) =>
        gaps.Count == 0 ? 0 : gaps.Select(gap => gap.To - gap.From).Order().ElementAt(gaps.Count / 2);
}
