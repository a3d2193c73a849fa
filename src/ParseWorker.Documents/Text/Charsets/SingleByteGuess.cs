using System.Globalization;
using System.Text;

namespace ParseWorker.Documents.Text.Charsets;

/// <summary>
/// Says how well bytes read in a language under one of its encodings: letters of the language count for it, more so common ones;
/// letters of others, letters in impossible places and symbols within words count against it.
/// </summary>
internal sealed class SingleByteGuess
{
    /// <summary>Letters that make up nine tenths of a text, in two halves.</summary>
    private const int Common = 10;

    private readonly bool _isLatin;
    private readonly bool _isWestern;
    private readonly double _handicap;
    private readonly Dictionary<char, double> _weights = [];

    public SingleByteGuess(LanguageLetters language)
    {
        (_isLatin, _isWestern, _handicap) = (language.IsLatin, language.CodePages[0] == 1252, language.Handicap);
        for (var rank = 0; rank < language.Letters.Length; rank++)
        {
            var letter = language.Letters[rank];
            var weight = !language.IsRanked ? 1 : rank < Common ? 1.2 : rank < 2 * Common ? 0.9 : 0.5;
            _weights[letter] = weight;
            var capital = letter switch { 'ı' => 'I', 'i' => 'İ', _ => char.ToUpperInvariant(letter) };
            if (capital != letter) _weights[capital] = weight - 0.15;
        }
    }

    /// <summary>Per character beyond ASCII, from about -2 (nonsense) to 1; 0 when there is none.</summary>
    public double Score(byte[] bytes, Encoding encoding)
    {
        var text = encoding.GetString(bytes);
        var (sum, count, kinds) = (0.0, 0, new HashSet<char>());
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] < 0x80) continue;
            count++;
            var score = Score(text[at], at == 0 ? ' ' : text[at - 1], at + 1 == text.Length ? ' ' : text[at + 1]);
            if (score > 0) kinds.Add(text[at]);
            sum += score;
        }
        if (count == 0) return 0;

        // A letter or two alone may be anything: "£" and "²" are letters in other encodings.
        return sum / count - _handicap - (!_isWestern && kinds.Count < 2 && count < 4 ? 1 : 0);
    }

    private double Score(char character, char before, char after)
    {
        if (!_weights.TryGetValue(character, out var weight))
            return char.IsLetter(character) ? (_isLatin && character < 0x250 ? -0.5 : -1) : Symbol(character, before, after);
        if (IsForeign(before) || IsForeign(after)) return -1;
        if (char.IsUpper(character) && char.IsLower(before)) return -1;
        if (character is 'ך' or 'ם' or 'ן' or 'ף' or 'ץ' && char.IsLetter(after)) return -1;
        return IsMark(character) && !char.IsLetter(before) && !IsMark(before) ? -1 : weight;
    }

    private static bool IsMark(char character) => char.GetUnicodeCategory(character) == UnicodeCategory.NonSpacingMark;

    /// <summary>Letters of two scripts do not stand in one word; digits hardly ever touch letters beyond ASCII.</summary>
    private bool IsForeign(char neighbour) => _isLatin ? char.IsDigit(neighbour) : char.IsAsciiLetter(neighbour);

    private static double Symbol(char character, char before, char after)
    {
        if (char.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse)
            return -2;
        if (character == '\uFFFD') return -2;
        if ("’‘–—\u00A0…·•“”„«»№".Contains(character, StringComparison.Ordinal)) return 0.3;
        if (character is '²' or '³' or '¹' && !char.IsLetter(after)) return 0.2;
        return char.IsLetter(before) || char.IsLetter(after) ? -1 : 0.1;
    }
}
