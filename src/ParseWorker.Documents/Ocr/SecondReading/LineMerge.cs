using ParseWorker.Documents.Ocr.Model;

namespace ParseWorker.Documents.Ocr.SecondReading;

/// <summary>
/// Takes words of a second reading of a line where it agrees with the first, which tells where they stand. What has digits stays as it was
/// read first: no mark is missing there, and amounts are what the first recogniser reads best.
/// </summary>
internal static class LineMerge
{
    /// <summary>Part of a line's characters that both readings share, but for marks.</summary>
    private const double LineAgreement = 0.6;

    /// <summary>Likewise of a word's: a short one of a marked and a misread character is still one.</summary>
    private const double WordAgreement = 0.5;

    public static RecognizedLine Merge(RecognizedLine line, string second)
    {
        var first = string.Concat(line.Characters.Select(character => character.Text[0]));
        second = string.Join(' ', second.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        // One of twice the length is a reading of something else.
        if (second.Length > 2 * first.Length) return line;
        var steps = Alignment.Of(first, second);
        if (!Agree(steps, first, second, LineAgreement)) return line;
        var (characters, at, to) = (new List<RecognizedCharacter>(), 0, 0);
        foreach (var word in Words(steps, first, second))
        {
            var read = line.Characters.Skip(at).Take(word.Sum(pair => pair.First)).ToList();
            var other = second.Substring(to, word.Sum(pair => pair.Second));
            characters.AddRange(IsTaken(word, first.Substring(at, read.Count), other) ? Placed(other, read) : read);
            (at, to) = (at + read.Count, to + other.Length);
        }
        return line with { Characters = Tidy(characters) };
    }

    /// <summary>
    /// Stretches between the second reading's spaces. A space that both readings have is a stretch of its own; any other begins its
    /// word's.
    /// </summary>
    private static IEnumerable<List<AlignedPair>> Words(IReadOnlyList<AlignedPair> steps, string first, string second)
    {
        var (word, at, to) = (new List<AlignedPair>(), 0, 0);
        foreach (var step in steps)
        {
            if (step.Second > 0 && second[to] == ' ')
            {
                yield return word;
                word = [];
            }
            word.Add(step);
            if (step.Alike && char.IsWhiteSpace(first[at]))
            {
                yield return word;
                word = [];
            }
            (at, to) = (at + step.First, to + step.Second);
        }
        yield return word;
    }

    /// <summary>Without the spaces around words that only the second reading had: specks, mostly.</summary>
    private static List<RecognizedCharacter> Tidy(List<RecognizedCharacter> characters)
    {
        bool IsSpace(int at) => at < 0 || at >= characters.Count || string.IsNullOrWhiteSpace(characters[at].Text);
        return [.. characters.Where((_, at) => !IsSpace(at) || !(IsSpace(at - 1) || at == characters.Count - 1))];
    }

    private static bool IsTaken(List<AlignedPair> word, string first, string second) =>
        !second.Any(char.IsDigit) && first.Count(char.IsLetter) * 2 > first.Length && Agree(word, first, second.Trim(), WordAgreement);

    private static bool Agree(IReadOnlyList<AlignedPair> steps, string first, string second, double part) =>
        steps.Count(step => step.Alike) >= part * Math.Max(first.Length, second.Length);

    /// <summary>Character by character when there are as many; else they share the width evenly.</summary>
    private static IEnumerable<RecognizedCharacter> Placed(string word, List<RecognizedCharacter> room)
    {
        var (left, wide, score) = (room[0].From, room[^1].To - room[0].From, room.Average(character => character.Score));
        for (var at = 0; at < word.Length; at++)
            yield return word.Length == room.Count
                ? room[at] with { Text = word[at].ToString() }
                : new(word[at].ToString(), left + wide * at / word.Length, left + wide * (at + 1) / word.Length, score);
    }
}
