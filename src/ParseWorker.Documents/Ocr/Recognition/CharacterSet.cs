using System.Numerics.Tensors;

namespace ParseWorker.Documents.Ocr.Recognition;

/// <summary>
/// The characters a recogniser knows, in the order of its output: nothing first, then the dictionary's lines, then the space. A model
/// that knows Chinese as well takes smudges for rare characters, so lines are read in their own script: Latin, unless most of it is not.
/// </summary>
internal sealed class CharacterSet
{
    private readonly string[] _characters;
    private readonly int[] _latin;

    /// <param name="lines">Of the dictionary.</param>
    public CharacterSet(IReadOnlyList<string> lines)
    {
        _characters = ["", .. lines, " "];
        _latin = [.. Enumerable.Range(0, _characters.Length).Where(character => IsLatin(_characters[character]))];
    }

    public int Count => _characters.Length;

    public string this[int character] => _characters[character];

    /// <summary>The most likely character.</summary>
    public static int Best(ReadOnlySpan<float> probabilities) => TensorPrimitives.IndexOfMax(probabilities);

    /// <summary>The most likely character among those that Latin scripts are set in.</summary>
    public int BestLatin(ReadOnlySpan<float> probabilities)
    {
        var best = 0;
        foreach (var character in _latin)
            if (probabilities[character] > probabilities[best]) best = character;
        return best;
    }

    /// <summary>Latin letters, digits, symbols, and the recogniser's "nothing"; ideographs and full-width symbols are not.</summary>
    private static bool IsLatin(string character) =>
        character.Length == 0 || character[0] is < '\u0250' or (>= '\u2010' and <= '\u20BF') or '\u2116' or '\u2122';
}
