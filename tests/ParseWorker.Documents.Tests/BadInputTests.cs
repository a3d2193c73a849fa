using System.Text;
using ParseWorker.Core.Errors;
using ParseWorker.Core.Sniffing;
using ParseWorker.Documents.Engines;
using ParseWorker.Testing.Documents;

namespace ParseWorker.Documents.Tests;

public sealed class BadInputTests
{
    public static TheoryData<DocumentType> Types => [.. Enum.GetValues<DocumentType>()];

    public static TheoryData<string, string, byte[]> Documents() => new()
    {
        { ParseErrorCodes.DocumentEmpty, "a.pdf", [] },
        { ParseErrorCodes.DocumentEmpty, "a.txt", " \n\t\r\n"u8.ToArray() },
        { ParseErrorCodes.DocumentEmpty, "a.csv", ",,\n,,\n"u8.ToArray() },
        { ParseErrorCodes.UnsupportedFormat, "a.bin", SampleDocuments.Junk() },
        { ParseErrorCodes.EncodingUnknown, "a.txt", SampleDocuments.Junk() },
        { ParseErrorCodes.EncodingUnknown, "a.csv", SampleDocuments.Junk() },
        { ParseErrorCodes.NoTextLayer, "a.png", SampleImages.Png() },
        { ParseErrorCodes.NoTextLayer, "a.pdf", SampleDocuments.ScannedPdf(pages: 2) },
        { ParseErrorCodes.DocumentCorrupt, "a.pdf", SampleDocuments.TruncatedPdf() },
        { ParseErrorCodes.DocumentCorrupt, "a.pdf", SampleDocuments.CorruptPdf() },
        { ParseErrorCodes.PasswordProtected, "a.pdf", EncryptedPdf.Make("secret") },
    };

    [Theory, MemberData(nameof(Documents), DisableDiscoveryEnumeration = true)]
    public async Task Open_BadDocument_IsRefusedByItsCode(string code, string name, byte[] content)
    {
        var error = await Parsed.ErrorAsync(content, name);
        Assert.Equal(code, error.Code);
        Assert.EndsWith(".", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_TypeThatNoEngineReads_NamesWhatIsRead() => Assert.EndsWith(
        $"Convert it to {ReadableFormats.Listed}.", (await Parsed
            .ErrorAsync(SampleDocuments.Junk(), "a.bin")).Message, StringComparison.Ordinal);

    [Theory, MemberData(nameof(Types))]
    public void Find_ATypeThatIsNamedAsRead_HasAnEngineAndNoOtherHas(DocumentType type) =>
        Assert.Equal(ReadableFormats.NameOf(type) is null, DocumentEngines.Find(type) is null);

    [Fact]
    public async Task Open_PdfWithEmptyPassword_IsRead() =>
        Assert.Equal(["Open to all"], await Parsed.TextsAsync(EncryptedPdf.Make("", "Open to all"), "a.pdf"));

    [Theory]
    [InlineData("startxref\n7\n%%EOF")]
    [InlineData("startxref\n99999999\n%%EOF")]
    public async Task Open_PdfWhoseTableOfObjectsIsElsewhere_IsRepaired(string end)
    {
        var pdf = Encoding.Latin1.GetString(RawPdf.Page("BT /F1 12 Tf 72 700 Td (Found all the same) Tj ET"));
        var broken = Encoding.Latin1.GetBytes(pdf[..pdf.LastIndexOf("startxref", StringComparison.Ordinal)] + end);
        Assert.Equal(["Found all the same"], await Parsed.TextsAsync(broken, "a.pdf"));
    }

    [Fact]
    public async Task Read_CancelledToken_StopsBeforeThePage()
    {
        using var cancel = new CancellationTokenSource();
        using var stream = new MemoryStream(SampleDocuments.Pdf(pages: 3));
        using var document = DocumentEngines.Open(stream, "a.pdf", TestOcr.Off, cancel.Token);
        var read = 0;
        await Assert.ThrowsAsync<OperationCanceledException>(async () =>
        {
            await foreach (var page in document.ReadAsync(1, cancel.Token))
            {
                read = page.Number;
                await cancel.CancelAsync();
            }
        });
        Assert.Equal(1, read);
    }

    [Fact]
    public async Task Open_DamagedBytes_IsReadOrRefusedButNeverThrowsAnythingElse()
    {
        byte[][] seeds = [SampleDocuments.Pdf(pages: 2), SampleDocx.WithParagraphs("a", "b"), EncryptedPdf.Make("")];
        var random = new Random(1);
        foreach (var seed in seeds)
            for (var round = 0; round < 60; round++)
            {
                var damaged = seed.ToArray();
                for (var hit = 0; hit < 8; hit++) damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
                var failure = await Record.ExceptionAsync(() => Parsed.TextsAsync(damaged, "a.docx"));
                Assert.True(failure is null or DocumentException, failure?.ToString());
            }
    }
}
