namespace ParseWorker.Documents.Tests.Ocr;

/// <summary>How much of a text OCR read as it was written, 0 to 1 each. Spaces and line breaks count as one space.</summary>
/// <param name="Characters">1 less the edit distance over the number of characters written.</param>
/// <param name="Words">1 less the edit distance over the number of words written.</param>
internal readonly record struct Accuracy(double Characters, double Words)
{
    public static Accuracy Of(string read, string written)
    {
        var (readWords, writtenWords) = (Split(read), Split(written));
        return new(
            Share(string.Join(' ', readWords), string.Join(' ', writtenWords)),
            Share<string>(readWords, writtenWords));
    }

    /// <summary>Holds a reading to what OCR reaches on clean scans, whatever the typeface: an error here and there at most.</summary>
    /// <param name="read">What OCR read.</param>
    /// <param name="written">What was drawn.</param>
    /// <param name="characters">The share of characters that must be right.</param>
    /// <param name="words">The share of words that must be right.</param>
    public static void AssertReached(string read, string written, double characters = 0.98, double words = 0.9)
    {
        var reached = Of(read, written);
        Assert.True(reached.Characters >= characters && reached.Words >= words, $"{reached} of\n{written}\nin\n{read}");
    }

    private static string[] Split(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static double Share<T>(ReadOnlySpan<T> read, ReadOnlySpan<T> written) where T : IEquatable<T> =>
        1 - (double)Distance(read, written) / Math.Max(1, written.Length);

    private static double Share(string read, string written) => Share(read.AsSpan(), written.AsSpan());

    /// <summary>Levenshtein's: how many are put in, left out or exchanged.</summary>
    private static int Distance<T>(ReadOnlySpan<T> one, ReadOnlySpan<T> other) where T : IEquatable<T>
    {
        var (above, row) = (Enumerable.Range(0, other.Length + 1).ToArray(), new int[other.Length + 1]);
        for (var at = 0; at < one.Length; at++)
        {
            row[0] = at + 1;
            for (var to = 0; to < other.Length; to++)
                row[to + 1] = one[at].Equals(other[to]) ? above[to] : 1 + Math.Min(above[to], Math.Min(above[to + 1], row[to]));
            (above, row) = (row, above);
        }
        return above[^1];
    }
}
