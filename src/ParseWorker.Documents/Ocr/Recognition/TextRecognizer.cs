using ParseWorker.Documents.Ocr.LineImages;
using ParseWorker.Documents.Ocr.Networks;

namespace ParseWorker.Documents.Ocr.Recognition;

/// <summary>
/// Reads lines of text by PP-OCR's recogniser, slice by slice: several at a time are slower on one thread, because what passes between
/// the network's layers no longer stays in the processor's cache.
/// </summary>
internal sealed class TextRecognizer(Network network, CharacterSet alphabet)
{
    /// <summary>Widths are rounded up to this; the network makes a step of eight columns.</summary>
    private const int WidthMultiple = 8;

    /// <summary>Reads a line; places are in columns of its image.</summary>
    public IReadOnlyList<DecodedCharacter> Read(LineImage line, CancellationToken token) =>
        [.. LineSlice.Of(line).SelectMany(slice =>
            Read(slice, token).Select(character => character with { At = character.At + slice.From }))];

    private IReadOnlyList<DecodedCharacter> Read(LineSlice slice, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        var width = (slice.Width + WidthMultiple - 1) / WidthMultiple * WidthMultiple;
        var values = new float[3 * LineImage.Height * width];
        slice.Line.WriteTo(slice.From, slice.Width, values, width);
        return network.Run(
            values, [1, 3, LineImage.Height, width], (output, shape) => Decode(output, (int)shape[1], (int)shape[2], width), token);
    }

    private IReadOnlyList<DecodedCharacter> Decode(ReadOnlySpan<float> output, int steps, int classes, int width) =>
        classes == alphabet.Count ? BestPath.Read(output, alphabet, width / (double)steps)
            : throw new InvalidOperationException(
                $"The recogniser knows {classes} characters and its dictionary {alphabet.Count}: they do not belong together.");
}
