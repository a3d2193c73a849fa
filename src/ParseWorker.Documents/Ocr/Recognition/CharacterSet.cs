using System.Numerics.Tensors;

namespace ParseWorker.Documents.Ocr.Recognition;

/// <summary>
/// The characters a recogniser knows, in the order of its output: nothing first, then the dictionary's lines, then the blank. A model
/// that knows Chinese as well takes smudges for rare signs, so lines are read in their own script: Latin, unless most of it is not.
/// </summary>
internal sealed class CharacterSet
{
    private readonly string[] _symbols;
    private readonly int[] _latin;

    /// <param name="lines">Of the dictionary.</param>
    public CharacterSet(IReadOnlyList<string> lines)
    {
        _symbols = ["", .. lines, " "];
        _latin = [.. Enumerable.Range(0, _symbols.Length).Where(symbol => IsLatin(_symbols[symbol]))];
    }

    public int Count => _symbols.Length;

    public string this[int symbol] => _symbols[symbol];

    /// <summary>The most likely symbol.</summary>
    public static int Best(ReadOnlySpan<float> probabilities) => TensorPrimitives.IndexOfMax(probabilities);

    /// <summary>The most likely symbol among those that Latin scripts are set in.</summary>
    public int BestLatin(ReadOnlySpan<float> probabilities)
    {
        var best = 0;
        foreach (var symbol in _latin)
            if (probabilities[symbol] > probabilities[best]) best = symbol;
        return best;
    }

    /// <summary>Letters of Latin, digits, signs, and the recogniser's "nothing"; ideographs and full-width signs are not.</summary>
    private static bool IsLatin(string symbol) =>
        symbol.Length == 0 || symbol[0] is < '\u0250' or (>= '\u2010' and <= '\u20BF') or '\u2116' or '\u2122';
}
