using ParseWorker.Documents.Images;
using ParseWorker.Documents.Ocr.LineImages;
using ParseWorker.Documents.Ocr.Model;
using ParseWorker.Documents.Ocr.Places;
using ParseWorker.Documents.Ocr.Recognition;
using SkiaSharp;

namespace ParseWorker.Documents.Tests.Ocr.Places;

public sealed class CharacterPlacesTests
{
    private const int CharacterWidth = 10;
    private const int Usual = 3;

    /// <summary>The second gap of four characters is 7 columns: more than between characters, less than a space of 8.5.</summary>
    [Theory]
    [InlineData("RM81", "RM 81")]
    [InlineData("81kg", "81 kg")]
    [InlineData("ABCD", "ABCD")]
    [InlineData("8190", "8190")]
    public void Of_GapTooNarrowForASpace_IsOneBesideFigures(string symbols, string text) => Assert.Equal(text, Read(symbols, 7));

    [Theory]
    [InlineData("B17C", 5, "B17C")]
    [InlineData("KP8X", 5, "KP8X")]
    [InlineData("ABCD", 9, "AB CD")]
    public void Of_Gap_IsASpaceFromItsWidthOn(string symbols, int gap, string text) => Assert.Equal(text, Read(symbols, gap));

    /// <summary>Four characters as bars, the second gap as wide as given.</summary>
    private static string Read(string symbols, int gap)
    {
        int[] lefts = [20, 20 + CharacterWidth + Usual, 20 + 2 * CharacterWidth + Usual + gap, 20 + 3 * CharacterWidth + 2 * Usual + gap];
        using var pixels = Bitmaps.Empty(120, LineImage.Height);
        using (var canvas = new SKCanvas(pixels))
        using (var ink = new SKPaint { Color = SKColors.Black })
        {
            canvas.Clear(SKColors.White);
            foreach (var left in lefts) canvas.DrawRect(left, 14, CharacterWidth, 20, ink);
        }
        using var image = SKImage.FromBitmap(pixels);
        using var line = LineImage.Cut(image, new TextBox(60, LineImage.Height / 2.0, 120, LineImage.Height, 0));
        var read = CharacterPlaces.Of(
            [.. symbols.Zip(lefts, (symbol, left) => new DecodedCharacter(symbol.ToString(), left + CharacterWidth / 2.0, 1))], line);
        return string.Concat(read.Select(character => character.Text));
    }
}
