using System.Globalization;

namespace ParseWorker.Documents.Ocr.Recognition;

/// <summary>
/// Decodes the recogniser's output: the best character of every step; repetitions count once, and steps without a character separate them
/// (best path decoding, Graves et al. 2006, connectionist temporal classification).
/// </summary>
internal static class BestPath
{
    /// <param name="output">Probabilities of every character, step by step.</param>
    /// <param name="alphabet">The characters.</param>
    /// <param name="columns">Columns of the image to a step.</param>
    public static IReadOnlyList<DecodedCharacter> Read(ReadOnlySpan<float> output, CharacterSet alphabet, double columns)
    {
        var latin = Read(output, alphabet, columns, latinOnly: true);
        if (latin.Count > 0 && latin.Average(character => character.Score) > 0.8) return latin;
        var any = Read(output, alphabet, columns, latinOnly: false);
        var foreign = any.Count(character => IsOtherScript(character.Text) && character.Score > 0.7);
        return foreign * 2 > any.Count ? any : latin;
    }

    private static bool IsOtherScript(string text) => text.Length > 0 && char.GetUnicodeCategory(text, 0) == UnicodeCategory.OtherLetter;

    private static List<DecodedCharacter> Read(ReadOnlySpan<float> output, CharacterSet alphabet, double columns, bool latinOnly)
    {
        var characters = new List<DecodedCharacter>();
        var (last, since, score) = (0, 0, 0f);
        var steps = output.Length / alphabet.Count;
        for (var step = 0; step <= steps; step++)
        {
            var probabilities = step < steps ? output.Slice(step * alphabet.Count, alphabet.Count) : [];
            var best = step < steps ? latinOnly ? alphabet.BestLatin(probabilities) : CharacterSet.Best(probabilities) : 0;
            if (best != last)
            {
                if (last != 0) characters.Add(new(alphabet[last], (since + step) / 2.0 * columns, score));
                (last, since, score) = (best, step, 0);
            }
            if (best != 0) score = Math.Max(score, probabilities[best]);
        }
        return characters;
    }
}
