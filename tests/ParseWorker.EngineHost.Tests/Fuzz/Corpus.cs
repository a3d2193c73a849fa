using System.Text;
using ParseWorker.Core.Sniffing;
using ParseWorker.Testing.Documents;

namespace ParseWorker.EngineHost.Tests.Fuzz;

/// <summary>A sound document.</summary>
/// <param name="Type">What it is.</param>
/// <param name="Name">Its name.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="Share">How many share the rounds of one: images, which take the same way, and what LibreOffice reads, at a second
/// each.</param>
internal sealed record Sound(DocumentType Type, string Name, byte[] Content, int Share = 1);

/// <summary>Sound documents of every format, to be damaged.</summary>
internal static class Corpus
{
    private const int Images = 6;
    private const int Conversions = 40;

    public static IReadOnlyList<Sound> Documents { get; } =
    [
        new(DocumentType.Pdf, "raw.pdf",
            RawPdf.Page("BT /F1 12 Tf 72 700 Td (Some text) Tj ET 72 650 m 200 650 l S 72 600 100 40 re S q 1 0 0 1 5 5 cm "
            + "BT /F2 9 Tf 1 0 0 1 80 610 Tm [(in) -200 (side)] TJ ET Q")),
        new(DocumentType.Pdf, "written.pdf", SampleDocuments.Pdf(pages: 2)),
        new(DocumentType.Pdf, "encrypted.pdf", EncryptedPdf.Make("")),
        new(DocumentType.Image, "a.png", SampleImages.Png(), Images),
        new(DocumentType.Image, "a.jpg", SmallImages.Jpeg, Images),
        new(DocumentType.Image, "a.tiff", SmallImages.Tiff(), Images),
        new(DocumentType.Image, "a.webp", SmallImages.WebP, Images),
        new(DocumentType.Image, "a.bmp", SmallImages.Bmp(), Images),
        new(DocumentType.Image, "a.gif", SmallImages.Gif(), Images),
        new(DocumentType.Docx, "a.docx", SampleDocx.WithParagraphs("First of them", "Second of them")),
        new(DocumentType.Xlsx, "a.xlsx",
            SampleXlsx.With(SampleXlsx.Row(1, "Name", "Size") + SampleXlsx.Row(2, "One", 1) + SampleXlsx.Row(3, "Two", 2.5))),
        new(DocumentType.Pptx, "a.pptx",
            SamplePptx.With(SamplePptx.Placeholder("type=\"title\"", SamplePptx.Paragraph("Title")),
            SamplePptx.Box(1, 2, 3, 1, SamplePptx.Paragraph("Text in a box")))),
        new(DocumentType.Html, "a.html",
            Text("<html><body><h1>Title</h1><p>Text with <b>bold</b></p><table><tr><td rowspan=2>a</td><td>b</td></tr>"
                + "<tr><td>c</td></tr></table>"
            + "<ul><li>one<ul><li>two</li></ul></li></ul></body></html>")),
        new(DocumentType.Email, "a.eml",
            Text("From: Ann <ann@example.org>\r\nTo: Bob <bob@example.org>\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\n"
            + "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
            + "--b\r\nContent-Type: text/html\r\n\r\n<p>Hello</p>\r\n"
            + "--b\r\nContent-Type: text/csv; name=a.csv\r\nContent-Disposition: attachment; filename=a.csv\r\n"
            + "Content-Transfer-Encoding: base64\r\n\r\nYSxiCjEsMgo=\r\n--b--\r\n")),
        new(DocumentType.Email, "a.msg", SampleMsg.Message("Subject", "Text", "<p>Text</p>", "a.csv", "a,b\n1,2\n"u8.ToArray())),
        new(DocumentType.Office, "a.odt", SampleOdt.Make(), Conversions),
        new(DocumentType.Rtf, "a.rtf",
            Text(@"{\rtf1\ansi{\fonttbl{\f0 Arial;}}\f0\fs24 First of them\par {\b bold} \u252 u"
                + @"\par\trowd\cellx1000\cellx2000 a\cell b\cell\row}")),
        new(DocumentType.Code, "a.json", Text("{\"name\": [1, 2, {\"deep\": null}], \"text\": \"\\u00fc\"}")),
        new(DocumentType.Code, "a.xml", Text("<?xml version=\"1.0\"?><a><b c=\"d\">text</b></a>")),
        new(DocumentType.Markdown, "a.md", Text("# Title\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n")),
        new(DocumentType.Csv, "a.csv", Text("Name,Size\n\"One, quoted\",1\nTwo,2\n")),
        new(DocumentType.Text, "a.txt", Text("Plain text on\ntwo lines, with ümlauts.\n")),
    ];

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);
}
