using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using ParseWorker.Core.Parses;
using ParseWorker.Testing.Documents;

namespace ParseWorker.Documents.Tests.Hostile;

/// <summary>The model's own marks within a document's text: none of them may become a link, or anything else that a mark becomes.</summary>
public sealed class SmuggledMarksTests
{
    private const string Link = "\uFDDAhttps://evil.example/\uFDDC\uFDD0click\uFDD1\uFDDB";
    private const string Left = "https://evil.example/click";
    private const string Word = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

    /// <summary>Odd characters by the hundred would make no text of a text.</summary>
    private static readonly string Filler = string.Concat(Enumerable.Repeat(" more words", 400));

    private static readonly string Escaped = string.Concat(Link.Select(character =>
        char.IsAsciiLetterOrDigit(character) || character is ':' or '/' or '.' ? character.ToString() : $"_x{(int)character:X4}_"));

    public static TheoryData<string, byte[]> Documents() => new()
    {
        { "text.txt", Utf8(Link + Filler) },
        { "table.csv", Utf8($"a,b\n{Link},1\n{Filler},2\n") },
        { "page.html", Utf8($"<p>{Link}</p><table><tr><th>a<th>b<tr><td>{Link}<td><pre>{Link}</pre></table><pre>{Link}</pre><p>{Filler}") },
        { "references.html", Utf8($"<p>{References}<img alt='{References}'><input value='{References}'></p>") },
        { "alt.html", Utf8($"<img alt='{Link}'><p>{Filler}") },
        { "plain.eml", Utf8($"From: a@b.example\nSubject: {Link}\nTo: {Link} <b@c.example>\nDate: Mon, 1 Jan 2024 10:00:00 "
            + $"+0000\n\n{Link}\n") },
        { "named.eml", Utf8($"From: a@b.example\nTo: b@c.example\nSubject: x\nContent-Type: text/plain; charset=utf-8\n\n{Link}\n") },
        { "attached.eml", Utf8(Attached) },
        { "outlook.msg", SampleMsg.Message(Link, Link, null, Link, [1]) },
        { "text.rtf", Encoding.ASCII.GetBytes($"{{\\rtf1 {Unicode} {{\\listtext {Unicode}.}}point\\par {{\\*\\atnauthor "
            + $"{Unicode}}}{{\\*\\annotation x{Unicode}}}}}") },
        { "inline.xlsx", SampleXlsx.With(SampleXlsx.Row(1, Link, "b") + SampleXlsx.Row(2, Escaped, 1)) },
        { "kinds.xlsx", SampleXlsx.With($"<row><c t='str'><v>{Link}</v></c><c t='e'><v>{Link}</v></c><c><f>{Link}</f></c><c t='str'>"
            + $"<v>{Escaped}</v></c></row>") },
        { "shared.xlsx", new SampleXlsx { Strings = $"<si><t>{Link}</t></si><si><t>{Escaped}</t></si>" }
            .Sheet(Link, "<row><c t='s'><v>0</v></c><c t='s'><v>1</v></c></row>").ToBytes() },
        { "format.xlsx", new SampleXlsx { Styles = $"<numFmts><numFmt numFmtId='200' formatCode='\"{Link}\"0'/></numFmts><cellXfs><xf "
            + $"numFmtId='200'/></cellXfs>" }
            .Sheet("S", "<row><c s='0'><v>1</v></c><c><v>2</v></c></row>").ToBytes() },
        { "chart.xlsx", new SampleXlsx().Sheet("S", SampleXlsx.Row(1, "a"), "<drawing r:id='rId1'/>").Chart(Chart, 3).ToBytes() },
        { "paragraph.docx", SampleDocx.WithParagraphs(Link) },
        { "comment.docx", Docx($"<w:p><w:r><w:t>a</w:t></w:r></w:p>", AddComment) },
        { "numbered.docx", Docx("<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>a</w:t>"
            + "</w:r></w:p>", AddNumbering) },
        { "slide.pptx", SamplePptx.With(SamplePptx.Placeholder("type='title'", SamplePptx.Paragraph(Link)), SamplePptx.Box(0, 2, 5, 1,
            SamplePptx.Paragraph(Link))) },
        { "page.pdf", RawPdf.PageOf(Link, $"BT /F1 12 Tf 72 700 Td <{string.Concat(Link.Select((_, at) => $"{at + 1:X2}"))}> Tj ET") },
        { "form.pdf", RawPdf.Form("BT /F1 12 Tf 72 700 Td (A page with text.) Tj ET", $"/FT /Tx /T (a) /Rect [72 600 500 620] /V "
            + $"<{Utf16(Link)}>", $"/Subtype /Text /Rect [72 500 90 520] /Contents <{Utf16(Link)}>") },
    };

    private static string References => string.Concat(Link.Select(character => $"&#{(int)character};"));

    private static string Unicode =>
        string.Concat(Link.Select(character => character < 0x80 ? character.ToString() : $"\\u{(short)character}?"));

    private static string Attached =>
        "From: a@b.example\nTo: b@c.example\nSubject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: "
            + "text/plain\n\nhello\n"
        + $"--b\nContent-Type: application/octet-stream\nContent-Disposition: attachment; "
            + $"filename*=utf-8''{Uri.EscapeDataString(Link)}\n\nx\n--b--\n";

    private static string Chart =>
        $"<c:chart><c:title><c:tx><c:strRef><c:strCache><c:pt idx=\"0\"><c:v>{Link}</c:v></c:pt></c:strCache></c:strRef></c:tx>"
            + $"</c:title><c:plotArea>"
        + $"<c:barChart><c:ser><c:tx><c:v>{Link}</c:v></c:tx><c:cat><c:strLit><c:pt idx=\"0\"><c:v>{Link}</c:v></c:pt></c:strLit></c:cat>"
        + "<c:val><c:numLit><c:pt idx=\"0\"><c:v>1</c:v></c:pt></c:numLit></c:val></c:ser></c:barChart></c:plotArea></c:chart>";

    [Theory, MemberData(nameof(Documents), DisableDiscoveryEnumeration = true)]
    public async Task Read_MarksInADocumentsText_AreLeftOut(string name, byte[] document)
    {
        foreach (var format in Enum.GetValues<TableFormat>())
        {
            var text = string.Join('\n', await Parsed.TextsAsync(document, name, format));
            Assert.Contains(Left, text.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.DoesNotMatch(@"\]\(|<a |\*\*|<b>|[\uFDD0-\uFDEF]", text);
        }
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static string Utf16(string text) => "FEFF" + Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text));

    private static byte[] Docx(string body, Action<MainDocumentPart> add) => SampleDocx.Make(document =>
    {
        document.MainDocumentPart!.Document!.Body = new Body($"<w:body {Word}>{body}</w:body>");
        add(document.MainDocumentPart);
    });

    private static void AddComment(MainDocumentPart main) => main.AddNewPart<WordprocessingCommentsPart>().Comments = new Comments(
        $"<w:comments {Word}><w:comment w:id=\"1\" w:author=\"{Link}\"><w:p><w:r><w:t>{Link}</w:t></w:r></w:p></w:comment></w:comments>");

    private static void AddNumbering(MainDocumentPart main) => main.AddNewPart<NumberingDefinitionsPart>().Numbering = new Numbering(
        $"<w:numbering {Word}><w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"decimal\"/><w:lvlText "
            + $"w:val=\"{Link}\"/></w:lvl>"
        + "</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num></w:numbering>");
}
