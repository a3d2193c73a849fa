using ParseWorker.Core.Engines;
using ParseWorker.Core.Errors;
using ParseWorker.Testing.Documents;

namespace ParseWorker.EngineHost.Tests;

/// <summary>Pages as images, for vision models.</summary>
public sealed class PageImageTests
{
    private static readonly byte[] JpegStart = [0xFF, 0xD8, 0xFF];
    private static readonly byte[] Bitmap = [.. "BM"u8, 58, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 24,
        .. new byte[29]];

    [Fact]
    public async Task Parse_PdfAsImages_IsAJpegForEveryPageFromTheFirstWanted()
    {
        await using var host = HostProcess.Start();

        var messages = await host.ParseAsImagesAsync(SampleDocuments.Pdf(pages: 3), "a.pdf", firstPage: 2);

        Assert.Equal(new EngineMessage.Opened(3), messages[0]);
        var images = messages.OfType<EngineMessage.PageImage>().ToList();
        Assert.Equal([2, 3], images.Select(image => image.Number));
        Assert.All(images, image => Assert.Equal("image/jpeg", image.MediaType));
        Assert.All(images, image => Assert.True(image.Data.Span.StartsWith(JpegStart)));
        Assert.NotEqual(images[0].Data.ToArray(), images[1].Data.ToArray());
        Assert.Equal(new EngineMessage.Finished(3), messages[^1]);
    }

    [Fact]
    public async Task Parse_ImageAsImages_IsThatImage()
    {
        var png = SampleImages.Png();
        await using var host = HostProcess.Start();

        var image = (await host.ParseAsImagesAsync(png, "a.png")).OfType<EngineMessage.PageImage>().Single();

        Assert.Equal("image/png", image.MediaType);
        Assert.Equal(png, image.Data.ToArray());
    }

    [Fact]
    public async Task Parse_BitmapAsImages_IsAJpeg()
    {
        await using var host = HostProcess.Start();

        var image = (await host.ParseAsImagesAsync(Bitmap, "a.bmp")).OfType<EngineMessage.PageImage>().Single();

        Assert.Equal("image/jpeg", image.MediaType);
        Assert.True(image.Data.Span.StartsWith(JpegStart));
    }

    [Fact]
    public async Task Parse_TextAsImages_IsItsText()
    {
        await using var host = HostProcess.Start();

        Assert.Equal("text", (await host.ParseAsImagesAsync("text"u8.ToArray(), "a.txt")).OfType<EngineMessage.PageText>().Single().Text);
    }

    [Theory]
    [InlineData("truncated", ParseErrorCodes.DocumentCorrupt)]
    [InlineData("corrupt", ParseErrorCodes.DocumentCorrupt)]
    [InlineData("encrypted", ParseErrorCodes.PasswordProtected)]
    public async Task Parse_BadDocumentAsImages_IsRefused(string kind, string code)
    {
        var document = kind switch
        {
            "truncated" => SampleDocuments.TruncatedPdf(),
            "corrupt" => SampleDocuments.CorruptPdf(),
            _ => EncryptedPdf.Make("secret"),
        };
        await using var host = HostProcess.Start();

        var refused = Assert.IsType<EngineMessage.Refused>((await host.ParseAsImagesAsync(document, "a"))[^1]);

        Assert.Equal(code, refused.Error.Code);
    }
}
