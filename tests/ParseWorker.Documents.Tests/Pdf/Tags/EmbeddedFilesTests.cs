using ParseWorker.Testing.Documents;

namespace ParseWorker.Documents.Tests.Pdf.Tags;

public sealed class EmbeddedFilesTests
{
    private const string Cover = "BT /F1 10 Tf 72 700 Td (Open this portfolio in a viewer.) Tj ET";

    [Fact]
    public async Task Read_Portfolio_NamesItsFiles() =>
        Assert.Equal(
            "Open this portfolio in a viewer.\n\n## Attachments\n\n- invoice-4711.pdf (2 KiB)\n- notes.txt (5 bytes)\n- Ärger.txt",
            Assert.Single(await ReadAsync(
                [Cover],
                "/Names [(invoice-4711.pdf) 8 0 R (key) 9 0 R (odd) << /Type /Filespec /UF <FEFF00C400720067006500720"
                + "02E007400780074> >>]")));

    [Fact]
    public async Task Read_FileUnderTwoNames_HasBoth() =>
        Assert.EndsWith("- invoice.xml: factur-x.xml (5 bytes)", Assert.Single(await ReadAsync(
            [Cover], "/Names [(invoice.xml) << /Type /Filespec /F (factur-x.xml) /EF << /F 11 0 R >> >>]")), StringComparison.Ordinal);

    [Fact]
    public async Task Read_TreeOfNames_IsFollowed() =>
        Assert.EndsWith("- invoice-4711.pdf (2 KiB)\n- notes.txt (5 bytes)", Assert.Single(await ReadAsync(
            [Cover], "/Kids [12 0 R 13 0 R]",
            "<< /Names [(invoice-4711.pdf) 8 0 R] >>", "<< /Names [(key) 9 0 R] /Kids [12 0 R 13 0 R] >>")), StringComparison.Ordinal);

    [Fact]
    public async Task Read_SeveralPages_NamesFilesOnTheLast()
    {
        var pages = await ReadAsync([Cover, Cover], "/Names [(a.txt) 5]");

        Assert.Equal("Open this portfolio in a viewer.", pages[0]);
        Assert.EndsWith("- a.txt", pages[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/Names 5")]
    [InlineData("/Names [5 6]")]
    [InlineData("/Kids [99 0 R]")]
    public async Task Read_DamagedList_IsReadWithoutIt(string tree) =>
        Assert.Equal("Open this portfolio in a viewer.", Assert.Single(await ReadAsync([Cover], tree)));

    private static Task<IReadOnlyList<string>> ReadAsync(string[] pages, string tree, params string[] further)
    {
        var first = 5 + 2 * pages.Length;
        return Parsed.TextsAsync(RawPdf.Document(pages, $"/Names << /EmbeddedFiles << {Moved(tree)} >> >>",
        [
            "null",
            Moved("<< /Type /Filespec /F (invoice-4711.pdf) /EF << /F 10 0 R >> >>"),
            Moved("<< /Type /Filespec /F (old.txt) /UF (notes.txt) /EF << /F 11 0 R >> >>"),
            "<< /Type /EmbeddedFile /Params << /Size 1800 >> /Length 0 >>\nstream\n\nendstream",
            "<< /Type /EmbeddedFile /Params << /Size 5 >> /Length 0 >>\nstream\n\nendstream",
            .. further.Select(Moved),
        ]), "a.pdf");

        string Moved(string body) => pages.Length == 1 ? body : body.Replace("8 0 R", $"{first + 1} 0 R", StringComparison.Ordinal);
    }
}
