using System.Text;
using ParseWorker.Core.Parses;
using ParseWorker.Testing.Documents;

namespace ParseWorker.Documents.Tests.Docx;

/// <summary>Text boxes and tables within tables, as Word writes them.</summary>
public sealed class NestedContentTests
{
    private const string Namespaces =
        """
        xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
        xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
        xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
        xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"
        """;

    private const string Box = "<w:txbxContent><w:p><w:r><w:t>in the box</w:t></w:r></w:p></w:txbxContent>";

    private const string Shape =
        "<w:drawing><wp:inline><wp:extent cx=\"1\" cy=\"1\"/><wp:docPr id=\"1\" name=\"box\"/><a:graphic><a:graphicData "
            + "uri=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\">"
        + "<wps:wsp><wps:cNvSpPr/><wps:spPr/><wps:txbx>" + Box + "</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic>"
        + "</wp:inline></w:drawing>";

    private const string OldShape = "<w:pict><v:shape><v:textbox>" + Box + "</v:textbox></v:shape></w:pict>";

    [Theory]
    [InlineData(
        "<mc:AlternateContent><mc:Choice Requires=\"wps\">" + Shape + "</mc:Choice><mc:Fallback>" + OldShape + "</mc:Fallback>"
            + "</mc:AlternateContent>")]
    [InlineData(OldShape)]
    public async Task Read_TextBox_ComesOnceAfterItsParagraph(string box) =>
        Assert.Equal(
            "before after\n\nin the box\n\nend",
            await TextAsync(
                $"<w:p><w:r><w:t>before</w:t></w:r><w:r>{box}</w:r><w:r><w:t xml:space=\"preserve\"> after</w:t></w:r></w:p><w:p><w:r>"
                    + $"<w:t>end</w:t></w:r></w:p>"));

    [Fact]
    public async Task Read_TextBoxInACell_ComesOnce() =>
        Assert.Equal("|  |  |\n| --- | --- |\n| a<br>in the box | b |", await TextAsync(Table([[
            $"<w:p><w:r><w:t>a</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\">{Shape}</mc:Choice><mc:Fallback>{OldShape}"
                + $"</mc:Fallback></mc:AlternateContent></w:r></w:p>", Paragraph(
                "b")]])));

    [Fact]
    public async Task Read_TableInACell_KeepsRowsAndColumnsApart() =>
        Assert.Equal("|  |  |\n| --- | --- |\n| above<br>1\t2<br>3\t4<br>below | right |", await TextAsync(Table([[
            Paragraph("above") + Table(
                [[Paragraph("1"), Paragraph("2")], [Paragraph("3"), Paragraph("4")]]) + Paragraph("below"), Paragraph("right")]])));

    private static async Task<string> TextAsync(string body)
    {
        var docx = SampleZip.With(SampleDocx.WithParagraphs("replaced"), "word/document.xml", content =>
            content.Write(Encoding.UTF8.GetBytes($"<w:document {Namespaces}><w:body>{body}</w:body></w:document>")));
        return Assert.Single(await Parsed.TextsAsync(docx, "a.docx", TableFormat.Markdown));
    }

    private static string Paragraph(string text) => $"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>";

    private static string Table(string[][] rows) =>
        "<w:tbl>" + string.Concat(rows
            .Select(row => "<w:tr>" + string.Concat(row.Select(cell => $"<w:tc>{cell}</w:tc>")) + "</w:tr>")) + "</w:tbl>";
}
