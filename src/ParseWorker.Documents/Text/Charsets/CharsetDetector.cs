using System.Text;

namespace ParseWorker.Documents.Text.Charsets;

/// <summary>Tells the encoding of text that is no Unicode by how its characters read in the languages that encodings were made
/// for.</summary>
internal static class CharsetDetector
{
    /// <summary>Bytes looked at, taken from where characters beyond ASCII stand.</summary>
    private const int SampleBytes = 64 * 1024;

    /// <summary>Score from which on a guess is believed.</summary>
    private const double Likely = 0.2;

    /// <summary>By how much another encoding must read better than Western text.</summary>
    private const double Lead = 0.15;

    /// <summary>Score for the encodings of two bytes a character, where common characters count twice.</summary>
    private const double LikelyEastAsian = 0.55;

    private static readonly (SingleByteGuess Guess, int[] CodePages)[] Languages =
        [.. LanguageLetters.All.Select(language => (new SingleByteGuess(language), language.CodePages))];

    /// <summary>The encoding; null when the bytes read like no text.</summary>
    public static Encoding? Detect(byte[] bytes)
    {
        var sample = Sample(bytes);
        var best = SingleByte(sample);
        foreach (var (encoding, score) in EastAsianGuess.Of(bytes.Length <= SampleBytes ? bytes : sample))
            if (score >= LikelyEastAsian && score > best.Score) best = (encoding, score);
        return best.Score >= Likely ? best.Encoding : null;
    }

    private static (Encoding? Encoding, double Score) SingleByte(byte[] sample)
    {
        var (western, other) = (default((Encoding? Encoding, double Score)), default((Encoding? Encoding, double Score)));
        foreach (var (guess, codePages) in Languages)
            foreach (var codePage in codePages)
            {
                if (LanguageLetters.EncodingOf(codePage) is not { } encoding) continue;
                var score = guess.Score(sample, encoding);
                if (codePage == 1252 && (western.Encoding is null || score > western.Score)) western = (encoding, score);
                if (codePage != 1252 && (other.Encoding is null || score > other.Score)) other = (encoding, score);
            }
        return other.Score > western.Score + Lead ? other : western;
    }

    /// <summary>The lines that hold bytes beyond ASCII, as far as the sample reaches: the others tell nothing.</summary>
    private static byte[] Sample(byte[] bytes)
    {
        using var sample = new MemoryStream();
        for (var start = 0; start < bytes.Length && sample.Length < SampleBytes;)
        {
            var end = Array.IndexOf(bytes, (byte)'\n', start) is >= 0 and var found ? found + 1 : bytes.Length;
            var line = bytes.AsSpan(start, Math.Min(end - start, SampleBytes));
            if (line.ContainsAnyInRange((byte)0x80, (byte)0xFF)) sample.Write(line);
            start = end;
        }
        return sample.ToArray();
    }
}
