using ParseWorker.Documents.Ocr.LineImages;

namespace ParseWorker.Documents.Ocr.Recognition;

/// <summary>A stretch of a line's image, as long as the recogniser reads well.</summary>
/// <param name="Line">The whole line.</param>
/// <param name="From">The first column.</param>
/// <param name="To">The column after the last.</param>
internal readonly record struct LineSlice(LineImage Line, int From, int To)
{
    /// <summary>
    /// Columns of a slice at most. The recogniser was trained on lines of 320; longer ones lose characters, and cost more than their
    /// length.
    /// </summary>
    private const int Longest = 480;

    public int Width => To - From;

    /// <summary>Cuts a line where it has the widest gaps.</summary>
    public static IEnumerable<LineSlice> Of(LineImage line)
    {
        var from = 0;
        while (line.Width - from > Longest)
        {
            // The second half of what may be cut off: short slices are read no better.
            var (start, end) = line.Ink.Longest(from + Longest / 2, from + Longest);
            var cut = end > start ? (start + end) / 2 : from + Longest;
            yield return new(line, from, cut);
            from = cut;
        }
        yield return new(line, from, line.Width);
    }
}
