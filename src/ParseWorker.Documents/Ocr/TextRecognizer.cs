namespace ParseWorker.Documents.Ocr;

/// <summary>Reads lines of text by PP-OCR's recogniser, several at a time.</summary>
internal sealed class TextRecognizer(Network network, Alphabet alphabet)
{
    /// <summary>Columns that are read at a time: lines are filled up to the longest of their batch, and a cancel waits for one batch at most.</summary>
    private const int BatchColumns = 2400;

    private const int MaxBatch = 8;

    /// <summary>Reads lines; the answer is in their order.</summary>
    public IReadOnlyList<IReadOnlyList<ReadSymbol>> Read(IReadOnlyList<LinePicture> lines, CancellationToken token)
    {
        var read = new IReadOnlyList<ReadSymbol>[lines.Count];
        var byWidth = Enumerable.Range(0, lines.Count).OrderBy(line => lines[line].Width).ToList();
        for (var start = 0; start < byWidth.Count;)
        {
            token.ThrowIfCancellationRequested();
            var count = BatchAt(byWidth, start, lines);
            var batch = byWidth.GetRange(start, count);
            var symbols = ReadBatch(batch.ConvertAll(line => lines[line]), token);
            for (var at = 0; at < count; at++) read[batch[at]] = symbols[at];
            start += count;
        }
        return read;
    }

    private static int BatchAt(List<int> byWidth, int start, IReadOnlyList<LinePicture> lines)
    {
        var count = 1;
        while (count < MaxBatch && start + count < byWidth.Count && lines[byWidth[start + count]].Width * (count + 1) <= BatchColumns) count++;
        return count;
    }

    private IReadOnlyList<ReadSymbol>[] ReadBatch(List<LinePicture> batch, CancellationToken token)
    {
        var width = (batch.Max(line => line.Width) + 7) / 8 * 8;
        var stride = 3 * LinePicture.Height * width;
        var values = new float[batch.Count * stride];
        for (var at = 0; at < batch.Count; at++) batch[at].WriteTo(values.AsSpan(at * stride, stride), width);
        return network.Run(
            values,
            [batch.Count, 3, LinePicture.Height, width],
            (output, shape) => Decode(batch, output, (int)shape[1], (int)shape[2], width),
            token);
    }

    private IReadOnlyList<ReadSymbol>[] Decode(List<LinePicture> batch, ReadOnlySpan<float> output, int steps, int classes, int width)
    {
        if (classes != alphabet.Count)
            throw new InvalidOperationException($"The recogniser knows {classes} characters and its dictionary {alphabet.Count}: they do not belong together.");
        var read = new IReadOnlyList<ReadSymbol>[batch.Count];
        for (var line = 0; line < batch.Count; line++)
            read[line] = SymbolPath.Read(output.Slice(line * steps * classes, steps * classes), alphabet, width / (double)steps);
        return read;
    }
}
