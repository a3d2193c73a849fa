using ParseWorker.Documents.Images;
using ParseWorker.Documents.Ocr.Model;
using ParseWorker.Documents.Ocr.Rules;
using SkiaSharp;

namespace ParseWorker.Documents.Tests.Ocr.Rules;

public sealed class RuleFinderTests
{
    private const int Width = 800;
    private const int Height = 600;

    /// <summary>A line of text that is out of the way; its height tells how thick rules are.</summary>
    private static readonly TextBox Text = new(400, 560, 300, 40, 0);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(2)]
    public void Find_Grid_IsFoundWhereItStands(float thickness)
    {
        var lines = Find(canvas => Grid(canvas, thickness));
        Assert.Equal(3, lines.Count(line => IsAbout(line, 100, null, 700, null)));
        Assert.Equal(2, lines.Count(line => IsAbout(line, null, 100, null, 500)));
        Assert.Equal(5, lines.Count);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-4)]
    public void Find_SkewedGrid_IsFoundWhereItStands(float degrees)
    {
        var angle = degrees * Math.PI / 180;
        var lines = Find(
            canvas =>
            {
                canvas.RotateDegrees(degrees);
                Grid(canvas, 3);
            },
            [Text.Turned(-angle)],
            angle);
        var straight = lines.Select(line => line.Turned(Math.Sin(angle), Math.Cos(angle))).ToList();
        Assert.Equal(3, straight.Count(line => IsAbout(line, 100, null, 700, null)));
        Assert.Equal(2, straight.Count(line => IsAbout(line, null, 100, null, 500)));
    }

    [Fact]
    public void Find_FaintLineWithGaps_IsOne()
    {
        var lines = Find(canvas =>
        {
            canvas.Clear(new SKColor(235, 235, 230));
            for (var x = 100; x < 700; x += 60) Fill(canvas, x, 300, 58, 2, new SKColor(170, 170, 175));
        });
        Assert.True(IsAbout(Assert.Single(lines), 100, 300, 700, 300));
    }

    [Fact]
    public void Find_BarsBoxesAndDashes_AreNone() => Assert.Empty(Find(canvas =>
    {
        Fill(canvas, 100, 50, 600, 30, SKColors.Black);
        Fill(canvas, 100, 150, 600, 200, new SKColor(200, 200, 200));
        for (var x = 100; x < 700; x += 30) Fill(canvas, x, 450, 18, 3, SKColors.Black);
    }));

    [Fact]
    public void Find_VerticalRuleThatNoHorizontalOneTouches_IsLeftOut() =>
        Assert.Empty(Find(canvas => Fill(canvas, 400, 50, 3, 450, SKColors.Black)));

    [Fact]
    public void Find_StemsOfCharactersBelowEachOther_AreNoRule()
    {
        var rows = Enumerable.Range(0, 10).Select(row => new TextBox(400, 120 + 40 * row, 600, 40, 0)).ToList();
        var lines = Find(
            canvas =>
            {
                Fill(canvas, 100, 100, 600, 3, SKColors.Black);
                Fill(canvas, 300, 100, 3, 400, SKColors.Black);
            },
            rows);
        Assert.True(IsAbout(Assert.Single(lines), 100, 101, 700, 101));
    }

    [Fact]
    public void Find_Noise_IsNone()
    {
        var random = new Random(1);
        using var image = Bitmaps.Empty(Width, Height);
        image.Pixels = [.. Enumerable.Range(0, Width * Height).Select(_ => random.Next(2) == 0 ? SKColors.Black : SKColors.White)];
        Assert.Empty(RuleFinder.Find(image, [Text], 0, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Find_ManyDashes_AreAPatternAndNoLines() => Assert.Empty(Find(
        canvas =>
        {
            for (var y = 2; y < Height; y += 5)
                for (var x = 0; x < Width; x += 16) Fill(canvas, x, y, 12, 1, SKColors.Black);
        },
        [Text with { Height = 10 }]));

    [Fact]
    public void Find_CancelledToken_Stops()
    {
        using var image = Bitmaps.Empty(Width, Height);
        Assert.ThrowsAny<OperationCanceledException>(() => RuleFinder.Find(image, [Text], 0, new CancellationToken(canceled: true)));
    }

    /// <summary>Three horizontal rules and two vertical ones.</summary>
    private static void Grid(SKCanvas canvas, float thickness)
    {
        foreach (var y in new[] { 100, 300, 500 }) Fill(canvas, 100, y - thickness / 2, 600, thickness, SKColors.Black);
        foreach (var x in new[] { 100, 699 }) Fill(canvas, x - thickness / 2, 100, thickness, 400, SKColors.Black);
    }

    private static void Fill(SKCanvas canvas, float x, float y, float width, float height, SKColor color)
    {
        using var paint = new SKPaint { Color = color };
        canvas.DrawRect(x, y, width, height, paint);
    }

    private static IReadOnlyList<DrawnRule> Find(Action<SKCanvas> draw, IReadOnlyList<TextBox>? boxes = null, double angle = 0)
    {
        using var image = Bitmaps.Empty(Width, Height);
        using (var canvas = new SKCanvas(image))
        {
            canvas.Clear(SKColors.White);
            draw(canvas);
        }
        return RuleFinder.Find(image, boxes ?? [Text], angle, TestContext.Current.CancellationToken);
    }

    private static bool IsAbout(DrawnRule line, double? fromX, double? fromY, double? toX, double? toY) =>
        IsAbout(line.FromX, fromX) && IsAbout(line.FromY, fromY) && IsAbout(line.ToX, toX) && IsAbout(line.ToY, toY);

    private static bool IsAbout(double value, double? expected) => expected is null || Math.Abs(value - expected.Value) <= 5;
}
