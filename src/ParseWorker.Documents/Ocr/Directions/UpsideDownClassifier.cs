using ParseWorker.Documents.Ocr.LineImages;
using ParseWorker.Documents.Ocr.Networks;

namespace ParseWorker.Documents.Ocr.Directions;

/// <summary>Finds lines that are upside down, by PP-OCR's classifier.</summary>
internal sealed class UpsideDownClassifier(Network network)
{
    /// <summary>What the classifier was trained on.</summary>
    private const int Width = 192;

    /// <summary>How likely each line is to be upside down, 0 to 1.</summary>
    public IReadOnlyList<float> Likelihoods(IReadOnlyList<LineImage> lines, CancellationToken token)
    {
        var stride = 3 * LineImage.Height * Width;
        var values = new float[lines.Count * stride];
        for (var at = 0; at < lines.Count; at++) lines[at].WriteTo(0, Width, values.AsSpan(at * stride, stride), Width);
        return network.Run(values, [lines.Count, 3, LineImage.Height, Width], (output, _) => Odd(output), token);
    }

    /// <summary>Two classes a line: upright, upside down.</summary>
    private static float[] Odd(ReadOnlySpan<float> output)
    {
        var turned = new float[output.Length / 2];
        for (var at = 0; at < turned.Length; at++) turned[at] = output[2 * at + 1];
        return turned;
    }
}
