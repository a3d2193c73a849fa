using ParseWorker.Documents.Images;
using ParseWorker.Documents.Ocr.Directions;
using ParseWorker.Documents.Ocr.LineImages;
using ParseWorker.Documents.Ocr.Model;
using SkiaSharp;

namespace ParseWorker.Documents.Tests.Ocr.Directions;

public sealed class LineDirectionsTests
{
    private static readonly TextBox[] Boxes = [new(100, 20, 180, 30, 0), new(100, 60, 180, 30, 0)];

    private readonly List<LineImage> _asked = [];

    [Fact]
    public void Of_LinesUpsideDown_AreReadFromTheirOtherEnd()
    {
        var read = Assert.Single(Of(lines => [.. lines.Select(_ => 0.9f)]));
        Assert.Equal(Boxes.Select(box => box.ReadBackwards()), read);
        AssertDisposed();
    }

    [Fact]
    public void Of_ClassifierThrows_DisposesTheLines()
    {
        Assert.Throws<OperationCanceledException>(() => Of(_ => throw new OperationCanceledException()));
        AssertDisposed();
    }

    private IReadOnlyList<List<TextBox>> Of(Func<IReadOnlyList<LineImage>, IReadOnlyList<float>> classify)
    {
        using var pixels = Bitmaps.Empty(200, 80);
        using var image = SKImage.FromBitmap(pixels);
        return new LineDirections((lines, _) =>
        {
            _asked.AddRange(lines);
            return classify(lines);
        }).Of(Boxes, image, TestContext.Current.CancellationToken);
    }

    private void AssertDisposed()
    {
        Assert.Equal(Boxes.Length, _asked.Count);
        Assert.All(_asked, line => Assert.Throws<ObjectDisposedException>(() => line.Brightness()));
    }
}
