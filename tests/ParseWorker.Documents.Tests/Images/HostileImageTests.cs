using System.Buffers.Binary;
using ParseWorker.Core.Errors;
using ParseWorker.Testing.Documents;
using SkiaSharp;

namespace ParseWorker.Documents.Tests.Images;

[Trait("Needs", "Ocr")]
public sealed class HostileImageTests
{
    public static TheoryData<SKEncodedImageFormat> Formats() =>
        [SKEncodedImageFormat.Png, SKEncodedImageFormat.Jpeg, SKEncodedImageFormat.Webp];

    [Fact]
    public async Task Read_PngThatClaimsToBeHuge_IsRefusedBeforeItIsDecoded()
    {
        var png = SampleImages.Png();
        // The header's width and height, after the signature, the chunk's length and its name.
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), 40_000);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), 40_000);
        BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(29), SampleImages.Crc32(png[12..29]));

        var error = await Parsed.ErrorAsync(png, "a.png", TestOcr.On);

        Assert.Equal(ParseErrorCodes.ImageTooLarge, error.Code);
    }

    [Fact]
    public async Task Read_TiffOfFewBytesAndManyPixels_IsRefusedBeforeItIsDecoded() =>
        Assert.Equal(ParseErrorCodes.ImageTooLarge, (await Parsed.ErrorAsync(TiffFile.Empty(10_000, 8_000), "a.tif", TestOcr.On)).Code);

    [Theory, MemberData(nameof(Formats))]
    public async Task Read_TruncatedImage_IsCorrupt(SKEncodedImageFormat format)
    {
        using var image = TestImage.Of(TestImage.Letter);
        var encoded = image.Encoded(format);
        Assert.Equal(ParseErrorCodes.DocumentCorrupt, (await Parsed.ErrorAsync(encoded[..(encoded.Length / 2)], "a.png", TestOcr.On)).Code);
    }

    [Fact]
    public async Task Read_DamagedImages_AreReadOrRefusedButNeverThrowAnythingElse()
    {
        using var image = TestImage.Of("Seven words that are hit by noise", dpi: 48);
        byte[][] seeds = [.. Formats().Select(format => image.Encoded(format.Data)), TiffFile.Of(image)];
        var random = new Random(2);
        foreach (var seed in seeds)
            for (var round = 0; round < 12; round++)
            {
                var damaged = seed.ToArray();
                for (var hit = 0; hit < 6; hit++) damaged[random.Next(16, damaged.Length)] = (byte)random.Next(256);
                var failure = await Record.ExceptionAsync(() => Parsed.TextsAsync(damaged, "a.png", options: TestOcr.On));
                Assert.True(failure is null or DocumentException, failure?.ToString());
            }
    }
}
