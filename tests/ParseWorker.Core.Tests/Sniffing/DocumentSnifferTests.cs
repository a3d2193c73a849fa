using System.IO.Compression;
using System.Text;
using ParseWorker.Core.Sniffing;

namespace ParseWorker.Core.Tests.Sniffing;

public sealed class DocumentSnifferTests
{
    private const string Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    [Theory]
    [InlineData("%PDF-1.7\n", "a.txt")]
    [InlineData("\u0001\u0002junk\n%PDF-1.4\n", "a")]
    [InlineData("  %PDF-1.4\n", "a.pdf")]
    public void Sniff_PdfHeaderNearStart_IsPdf(string content, string name) =>
        AssertType(DocumentType.Pdf, "application/pdf", Encoding.Latin1.GetBytes(content), name);

    [Fact]
    public void Sniff_Rtf_IsToldByItsStart() => AssertType(DocumentType.Rtf, "application/rtf", "{\\rtf1 h}"u8.ToArray(), "a.txt");

    [Fact]
    public void Sniff_PdfHeaderAfterTheFirstKibibyte_IsNotPdf() =>
        AssertType(DocumentType.Text, "text/plain", Encoding.ASCII.GetBytes(new string('x', 1024) + "%PDF-1.4"), "a.pdf");

    [Fact]
    public void Sniff_MarkdownThatSpeaksOfPdf_IsMarkdown() =>
        AssertType(DocumentType.Markdown, "text/markdown", "A file starts with `%PDF-1.4`."u8.ToArray(), "a.md");

    [Theory]
    [InlineData("89504E470D0A1A0A0000", "image/png")]
    [InlineData("FFD8FFE000104A464946", "image/jpeg")]
    [InlineData("474946383961", "image/gif")]
    [InlineData("49492A0008000000", "image/tiff")]
    [InlineData("4D4D002A00000008", "image/tiff")]
    [InlineData("424D460000000000000036000000280000000200", "image/bmp")]
    [InlineData("524946461A000000574542505650384C", "image/webp")]
    public void Sniff_Image_IsImageWhateverItsName(string hex, string mimeType) =>
        AssertType(DocumentType.Image, mimeType, Convert.FromHexString(hex), "a.txt");

    [Theory]
    [InlineData("1F8B0800", "application/gzip")]
    [InlineData("000000186674797068656963", "image/heic")]
    [InlineData("0001020304FF", "application/octet-stream")]
    [InlineData("", "application/octet-stream")]
    public void Sniff_NoFormatOfOurs_IsUnknownWithItsMimeType(string hex, string mimeType) =>
        AssertType(DocumentType.Unknown, mimeType, Convert.FromHexString(hex), "a.bin");

    [Theory]
    [InlineData("word/document.xml", DocumentType.Docx, Docx)]
    [InlineData("word/document2.xml", DocumentType.Docx, Docx)]
    [InlineData("xl/workbook.bin", DocumentType.Office, "application/vnd.ms-excel.sheet.binary.macroEnabled.12")]
    [InlineData("xl/workbook.xml", DocumentType.Xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    [InlineData("ppt/presentation.xml", DocumentType.Pptx, "application/vnd.openxmlformats-officedocument.presentationml.presentation")]
    [InlineData("photos/1.jpg", DocumentType.Unknown, "application/zip")]
    public void Sniff_Zip_IsToldByItsEntries(string entry, DocumentType type, string mimeType) =>
        AssertType(type, mimeType, Zip(("[Content_Types].xml", "<Types/>"), (entry, "x")), "a.docx");

    [Fact]
    public void Sniff_OpenDocument_IsToldByItsDeclaredType()
    {
        const string odt = "application/vnd.oasis.opendocument.text";
        AssertType(DocumentType.Office, odt, Zip(("mimetype", odt), ("content.xml", "<x/>")), "a.odt");
    }

    [Theory]
    [InlineData("a.docx", DocumentType.Docx)]
    [InlineData("a.xlsm", DocumentType.Xlsx)]
    [InlineData("a.pptx", DocumentType.Pptx)]
    [InlineData("a.zip", DocumentType.Unknown)]
    public void Sniff_TruncatedZip_IsWhatItsNameSays(string name, DocumentType type) =>
        Assert.Equal(type, Sniff(Zip(("a", "x"), ("b", "x"))[..40], name).Type);

    [Theory]
    [InlineData("EncryptedPackage", "a.docx", DocumentType.Docx, Docx)]
    [InlineData("EncryptedPackage", "a.xlsx", DocumentType.Xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    [InlineData("WordDocument", "a.docx", DocumentType.Office, "application/msword")]
    [InlineData("Workbook", "a.xls", DocumentType.Office, "application/vnd.ms-excel")]
    [InlineData("__properties_version1.0", "a.bin", DocumentType.Email, "application/vnd.ms-outlook")]
    [InlineData("Contents", "a.doc", DocumentType.Unknown, "application/x-ole-storage")]
    public void Sniff_OleFile_IsToldByItsDirectory(string stream, string name, DocumentType type, string mimeType) =>
        AssertType(type, mimeType, Ole(stream), name);

    [Theory]
    [InlineData("<!DOCTYPE html><p>a", "a.txt")]
    [InlineData("\uFEFF\n <html lang='en'>", "a")]
    [InlineData("<?xml version='1.0'?>\n<!-- a --><!DOCTYPE html PUBLIC ''>", "a.xml")]
    [InlineData("<div class='x'>a</div>", "a.bin")]
    [InlineData("plain", "a.html")]
    public void Sniff_Markup_IsHtml(string content, string name) =>
        AssertType(DocumentType.Html, "text/html", Encoding.UTF8.GetBytes(content), name);

    [Theory]
    [InlineData("<p align='center'>logo</p>\n\n# Title", "README.md", DocumentType.Markdown, "text/markdown")]
    [InlineData("a,b\n1,2", "a.CSV", DocumentType.Csv, "text/csv")]
    [InlineData("a\tb\n1\t2", "a.tsv", DocumentType.Csv, "text/tab-separated-values")]
    [InlineData("# Title", "a", DocumentType.Text, "text/plain")]
    [InlineData("BM is a fine start of a text.", "a.txt", DocumentType.Text, "text/plain")]
    [InlineData("{\"a\":1}", "a.json", DocumentType.Code, "application/json")]
    [InlineData(" [{\"a\": [1, 2", "a", DocumentType.Code, "application/json")]
    [InlineData("[a link](somewhere)", "a", DocumentType.Text, "text/plain")]
    [InlineData("[1] A reference", "a", DocumentType.Text, "text/plain")]
    [InlineData("{\"a\":1}", "a.txt", DocumentType.Text, "text/plain")]
    [InlineData("<?xml version='1.0'?><a/>", "a", DocumentType.Code, "application/xml")]
    [InlineData("<a><b/></a>", "a.xml", DocumentType.Code, "application/xml")]
    [InlineData("print(1)", "a.py", DocumentType.Code, "text/x-python")]
    public void Sniff_Text_IsSortedByExtension(string content, string name, DocumentType type, string mimeType) =>
        AssertType(type, mimeType, Encoding.UTF8.GetBytes(content), name);

    [Theory]
    [InlineData("Received: from a\r\n by b\r\nFrom: a@b\r\nSubject: s\r\n\r\ntext", "a", DocumentType.Email)]
    [InlineData("X-Mine: 1\nSubject: s\n\ntext", "a.eml", DocumentType.Email)]
    [InlineData("Subject: s\n\ntext", "a", DocumentType.Text)]
    [InlineData("From: a\nTo: b\nSubject: c\n\ntext", "a.txt", DocumentType.Text)]
    [InlineData("A letter.\nFrom: a\nTo: b\nSubject: c", "a", DocumentType.Text)]
    public void Sniff_Message_IsToldByItsFields(string content, string name, DocumentType type) =>
        Assert.Equal(type, Sniff(Encoding.ASCII.GetBytes(content), name).Type);

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16le")]
    [InlineData("utf-16be")]
    [InlineData("latin1")]
    public void Sniff_TextInKnownEncoding_IsText(string encoding)
    {
        var bytes = Encoding.GetEncoding(encoding).GetBytes("Größe und Übermut, ein Text ohne Kennung.");
        Assert.Equal(DocumentType.Text, Sniff(bytes, "noname").Type);
    }

    [Fact]
    public void Sniff_CharacterCutAtTheEndOfTheHead_IsStillUtf8()
    {
        var bytes = Encoding.UTF8.GetBytes("x" + new string('ä', DocumentSniffer.HeadBytes));
        Assert.Equal(DocumentType.Text, Sniff(bytes, "noname").Type);
        Assert.Equal(TextGuess.Utf8, TextEncoding.Guess(bytes.AsSpan(0, DocumentSniffer.HeadBytes)));
    }

    [Fact]
    public void Sniff_JunkWhoseNameClaimsText_IsTextForTheEngineToRefuse() =>
        Assert.Equal(DocumentType.Text, Sniff([0, 1, 2, 3, 255, 254, 0, 7], "a.txt").Type);

    [Fact]
    public void Sniff_AnyBytes_NeverThrows()
    {
        byte[][] seeds = [Zip(("word/document.xml", "x")), Ole("EncryptedPackage"), "%PDF-1.4 <html>"u8.ToArray()];
        var random = new Random(1);
        foreach (var seed in seeds)
            for (var round = 0; round < 500; round++)
            {
                var bytes = seed[..random.Next(seed.Length + 1)];
                for (var hit = 0; hit < 4 && bytes.Length > 0; hit++) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                Assert.NotEmpty(Sniff(bytes, "a.docx").MimeType);
            }
    }

    [Fact]
    public void Sniff_Any_LeavesTheStreamAtItsStart()
    {
        using var stream = new MemoryStream("a text"u8.ToArray()) { Position = 3 };
        DocumentSniffer.Sniff(stream, "a");
        Assert.Equal(0, stream.Position);
    }

    private static void AssertType(DocumentType type, string mimeType, byte[] content, string name) =>
        Assert.Equal(new SniffedDocument(type, mimeType), Sniff(content, name));

    private static SniffedDocument Sniff(byte[] content, string name)
    {
        using var stream = new MemoryStream(content);
        return DocumentSniffer.Sniff(stream, name);
    }

    private static byte[] Zip(params (string Name, string Content)[] entries)
    {
        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in entries)
                using (var entry = zip.CreateEntry(name, CompressionLevel.NoCompression).Open())
                    entry.Write(Encoding.ASCII.GetBytes(content));
        return buffer.ToArray();
    }

    /// <summary>A compound file of one directory sector: root and one stream.</summary>
    private static byte[] Ole(string stream)
    {
        var file = new byte[512 * 3];
        Convert.FromHexString("D0CF11E0A1B11AE1").CopyTo(file, 0);
        file[30] = 9;
        file[48] = 1;
        file.AsSpan(512, 512).Fill(0xFF);
        Name(file.AsSpan(1024), "Root Entry");
        Name(file.AsSpan(1024 + 128), stream);
        return file;

        static void Name(Span<byte> entry, string name)
        {
            Encoding.Unicode.GetBytes(name).CopyTo(entry);
            entry[64] = (byte)(name.Length * 2 + 2);
        }
    }
}
