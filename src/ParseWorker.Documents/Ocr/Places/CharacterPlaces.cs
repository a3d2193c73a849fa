using ParseWorker.Documents.Ocr.LineImages;
using ParseWorker.Documents.Ocr.Model;
using ParseWorker.Documents.Ocr.Recognition;

namespace ParseWorker.Documents.Ocr.Places;

/// <summary>Gives recognised characters their places in the line, and puts back the spaces that the recogniser swallowed.</summary>
internal static class CharacterPlaces
{
    /// <summary>
    /// Columns without ink that are a space, where the line has no other to compare with: a quarter of the characters' size.
    /// </summary>
    private const double Space = 8.5;

    /// <summary>Where the recogniser saw spaces in the line: gaps as wide as this part of theirs are spaces too.</summary>
    private const double LikeSpaces = 0.65;

    private const double NarrowestSpace = 6;

    /// <summary>The same as a multiple of the line's usual gap, for letterspaced and typewritten lines.</summary>
    private const double SpaceGaps = 2.5;

    /// <summary>
    /// The part of that which is a space between a letter and a digit: units, currencies and counts stand close to their figures, and the
    /// recogniser swallows those spaces most.
    /// </summary>
    private const double BesideFigures = 0.7;

    public static IReadOnlyList<RecognizedCharacter> Of(IReadOnlyList<DecodedCharacter> decoded, LineImage image)
    {
        var characters = new List<DecodedCharacter>();
        var spaceBefore = new List<bool>();
        var space = false;
        foreach (var character in decoded)
        {
            space |= character.IsSpace;
            if (character.IsSpace) continue;
            characters.Add(character);
            spaceBefore.Add(space);
            space = false;
        }
        return characters.Count == 0 ? [] : Place(characters, spaceBefore, image.Ink, image.Width);
    }

    private static List<RecognizedCharacter> Place(List<DecodedCharacter> characters, List<bool> spaceBefore, InkGaps ink, int width)
    {
        var gaps = characters.Zip(characters.Skip(1), (left, right) => Gap(ink, left.At, right.At)).ToList();
        var spaces = gaps.Where((_, at) => spaceBefore[at + 1]).ToList();
        var least = spaces.Count == 0 ? Space : Math.Clamp(LikeSpaces * Usual(spaces), NarrowestSpace, Space);
        var widest = Math.Max(least, SpaceGaps * Usual(gaps));
        var placed = new List<RecognizedCharacter>();
        var left = Gap(ink, 0, characters[0].At).To;
        for (var at = 0; at < characters.Count; at++)
        {
            if (at == characters.Count - 1)
            {
                var right = Math.Max(left, Gap(ink, characters[at].At, width).From);
                placed.Add(new(characters[at].Text, left / width, right / width, characters[at].Score));
                break;
            }
            var (from, to) = gaps[at];
            var part = AreMixed(characters[at].Text, characters[at + 1].Text) ? BesideFigures : 1;
            var isSpace = spaceBefore[at + 1] || to - from >= part * widest;
            if (!isSpace) from = to = (from + to) / 2;
            placed.Add(new(characters[at].Text, left / width, from / width, characters[at].Score));
            if (isSpace) placed.Add(new(" ", from / width, to / width, characters[at].Score));
            left = to;
        }
        return placed;
    }

    private static bool AreMixed(string left, string right) =>
        (char.IsLetter(left, 0) && char.IsDigit(right, 0)) || (char.IsDigit(left, 0) && char.IsLetter(right, 0));

    /// <summary>The gap between two characters' middles; where their ink touches, the place half-way.</summary>
    private static (double From, double To) Gap(InkGaps ink, double left, double right)
    {
        var (from, to) = ink.Longest(left, right);
        return to > from ? (from, to) : ((left + right) / 2, (left + right) / 2);
    }

    private static double Usual(List<(double From, double To)> gaps) =>
        gaps.Count == 0 ? 0 : gaps.Select(gap => gap.To - gap.From).Order().ElementAt(gaps.Count / 2);
}
