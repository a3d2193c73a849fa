using ParseWorker.Core.Errors;
using ParseWorker.Documents.Engines;
using ParseWorker.Documents.Tests.Ocr;
using SkiaSharp;

namespace ParseWorker.Documents.Tests.Images;

[Trait("Needs", "Ocr")]
public sealed class ImageEngineTests
{
    [Theory]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    [InlineData(SKEncodedImageFormat.Webp)]
    public async Task Read_ImageOfText_IsItsText(SKEncodedImageFormat format)
    {
        using var image = TestImage.Of(TestImage.Letter);
        AssertLetter(await ReadAsync(image.Encoded(format)));
    }

    [Theory]
    [InlineData(90)]
    [InlineData(180)]
    [InlineData(270)]
    [InlineData(4)]
    [InlineData(-86)]
    public async Task Read_TurnedImage_IsTurnedBack(float degrees)
    {
        using var image = TestImage.Of(TestImage.Letter);
        using var turned = image.Turned(degrees);
        AssertLetter(await ReadAsync(turned.Encoded()));
    }

    [Fact]
    public async Task Read_FadedImage_IsItsText()
    {
        using var image = TestImage.Of(TestImage.Letter);
        using var faded = image.Faded();
        AssertLetter(await ReadAsync(faded.Encoded(SKEncodedImageFormat.Jpeg)));
    }

    [Fact]
    public async Task Read_JpegHeldSideways_FollowsItsExif()
    {
        using var image = TestImage.Of(TestImage.Letter);
        using var turned = image.Turned(90);
        AssertLetter(await ReadAsync(ExifJpeg.WithOrientation(turned.Encoded(SKEncodedImageFormat.Jpeg), 8)));
    }

    [Fact]
    public async Task Read_BmpOfText_IsItsText()
    {
        using var image = TestImage.Of(TestImage.Letter);
        AssertLetter(await ReadAsync(PlainFiles.Bmp(image)));
    }

    [Fact]
    public async Task Read_GifOfText_IsItsText()
    {
        using var image = TestImage.Of(TestImage.Letter);
        AssertLetter(await ReadAsync(PlainFiles.Gif(image)));
    }

    [Fact]
    public async Task Read_FaxOfHalfTheRows_IsReadAtItsShape()
    {
        using var image = TestImage.Of(TestImage.Letter, dpi: 204);
        var page = Assert.Single(await Parsed.TextsAsync(TiffFile.Fax(image), "a.tif", options: TestOcr.On));
        AssertLetter(page);
    }

    [Fact]
    public async Task Read_TiffOfSeveralPages_IsAPageForEach()
    {
        using var one = TestImage.Of("The first page of the fax");
        using var two = TestImage.Of("And here is the second one");
        var tiff = TiffFile.Of(one, two);

        var pages = await Parsed.TextsAsync(tiff, "a.tif", options: TestOcr.On);
        Accuracy.AssertReached(pages[0], "The first page of the fax");
        Accuracy.AssertReached(pages[1], "And here is the second one");
        Assert.Equal([pages[1]], await Parsed.TextsAsync(tiff, "a.tif", firstPage: 2, options: TestOcr.On));
    }

    [Fact]
    public async Task Read_WhiteImage_IsAnEmptyPage()
    {
        using var image = TestImage.Of("");
        Assert.Equal([""], await Parsed.TextsAsync(image.Encoded(), "a.png", options: TestOcr.On));
    }

    [Fact]
    public async Task Open_WithoutOcr_NamesTheModelThatHasIt() =>
        Assert.Contains("choose one that does, such as retab-small", await RefusalAsync(TestOcr.Off), StringComparison.Ordinal);

    [Fact]
    public async Task Open_WithoutModels_NamesTheSettingThatIsMissing() =>
        Assert.Contains("set Engines__OcrModels", await RefusalAsync(TestOcr.Missing), StringComparison.Ordinal);

    [Fact]
    public async Task Read_CancelledToken_StopsWithinThePage()
    {
        using var image = TestImage.Of(TestImage.Letter);
        using var stream = new MemoryStream(image.Encoded());
        using var document = DocumentEngines.Open(stream, "a.png", TestOcr.On, TestContext.Current.CancellationToken);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await using var pages = document.ReadAsync(1, cancelled.Token).GetAsyncEnumerator(cancelled.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await pages.MoveNextAsync());
    }

    private static async Task<string> ReadAsync(byte[] image) =>
        Assert.Single(await Parsed.TextsAsync(image, "a.png", options: TestOcr.On));

    private static void AssertLetter(string text) =>
        Accuracy.AssertReached(text.Replace("#", "", StringComparison.Ordinal), TestImage.Letter);

    private static async Task<string> RefusalAsync(ReadOptions options)
    {
        var error = await Parsed.ErrorAsync(TestImage.Of("a").Encoded(), "a.png", options);
        Assert.Equal(ParseErrorCodes.NoTextLayer, error.Code);
        return error.Message;
    }
}
