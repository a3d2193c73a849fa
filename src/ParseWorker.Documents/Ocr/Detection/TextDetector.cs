using ParseWorker.Documents.Images;
using ParseWorker.Documents.Ocr.Model;
using ParseWorker.Documents.Ocr.Networks;
using SkiaSharp;

namespace ParseWorker.Documents.Ocr.Detection;

/// <summary>Finds lines of text in an image by PP-OCR's detector.</summary>
internal sealed class TextDetector(Network network)
{
    /// <summary>The network halves its image five times.</summary>
    private const int WidthMultiple = 32;

    /// <summary>What the network was trained on: ImageNet's mean and deviation, in the order blue, green, red.</summary>
    private static readonly float[] Mean = [0.406f * 255, 0.456f * 255, 0.485f * 255];

    private static readonly float[] Deviation = [0.225f * 255, 0.224f * 255, 0.229f * 255];

    /// <param name="image">Bgra8888.</param>
    /// <param name="scale">What the network sees, as part of the image.</param>
    /// <param name="token">Stops it.</param>
    public List<TextBox> Find(SKBitmap image, double scale, CancellationToken token)
    {
        var (width, height) = (Rounded(image.Width * scale), Rounded(image.Height * scale));
        var values = Values(image, width, height);
        var boxes = network.Run(values, [1, 3, height, width], (map, _) => TextRegions.Find(map, width, token), token);
        return boxes.ConvertAll(box => box.Scaled(image.Width / (double)width, image.Height / (double)height));
    }

    private static int Rounded(double pixels) => Math.Max(WidthMultiple, (int)Math.Round(pixels / WidthMultiple) * WidthMultiple);

    private static float[] Values(SKBitmap image, int width, int height)
    {
        using var small = Bitmaps.Resized(image, width, height);
        var pixels = small.GetPixelSpan();
        var values = new float[3 * width * height];
        for (var channel = 0; channel < 3; channel++)
        {
            var (mean, factor) = (Mean[channel], 1 / Deviation[channel]);
            var target = values.AsSpan(channel * width * height, width * height);
            for (var at = 0; at < target.Length; at++) target[at] = (pixels[4 * at + channel] - mean) * factor;
        }
        return values;
    }
}
