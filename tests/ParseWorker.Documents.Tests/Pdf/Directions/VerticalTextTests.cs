using System.Globalization;
using System.Text;
using ParseWorker.Testing.Documents;

namespace ParseWorker.Documents.Tests.Pdf.Directions;

public sealed class VerticalTextTests
{
    [Fact]
    public async Task Read_LinesFromTopToBottom_AreReadFromTheRight() =>
        Assert.Equal("春はあけぼのやうやう白くなりゆく山ぎは", await ReadAsync("春はあけぼの", "やうやう白く", "なりゆく山ぎ", "は"));

    [Fact]
    public async Task Read_VerticalLinesUnderATitle_AreBothRead() =>
        Assert.Equal("春は\n\nあけぼのやうやう白く", await ReadAsync("春は", ["あけぼの", "やうやう", "白く"]));

    [Fact]
    public async Task Read_HorizontalLinesOfTheSameScript_AreReadAsEver() =>
        Assert.Equal("春はあけぼのやうやう白く", await ReadAsync("春はあけぼの\nやうやう白く", []));

    [Fact]
    public async Task Read_FontOfVerticalWritingMode_IsReadFromTheRightToo() =>
        Assert.Equal("春はあけぼのやうやう白く", Assert.Single(await Parsed.TextsAsync(WritingMode1("春はあけぼの", "やうやう白く"), "a.pdf")));

    [Fact]
    public async Task Read_WordOnASign_IsOneWord() =>
        Assert.Equal("HOTEL", await Stack(new PageBuilder(), 300, "HOTEL").ReadAsync());

    [Fact]
    public async Task Read_ColumnOfSingleCharactersInATable_StaysInItsRows() =>
        Assert.Equal(
            "<table>\n<thead>\n<tr><th>A</th><th>ferry</th><th>1</th></tr>\n</thead>\n<tbody>\n"
                + "<tr><td>B</td><td>barge</td><td>2</td></tr>\n<tr><td>C</td><td>pilot</td><td>3</td></tr>\n"
                + "<tr><td>D</td><td>tug</td><td>4</td></tr>\n</tbody>\n</table>",
            await Stack(
                Stack(new PageBuilder(), 100, "ABCD")
                    .Text(130, 700, "ferry").Text(130, 688, "barge").Text(130, 676, "pilot").Text(130, 664, "tug"),
                180, "1234").ReadAsync());

    private static PageBuilder Stack(PageBuilder page, double left, string text)
    {
        for (var at = 0; at < text.Length; at++) page.Text(left, 700 - 12 * at, text[at].ToString());
        return page;
    }

    private static Task<string> ReadAsync(params string[] lines) => ReadAsync("", lines);

    /// <summary>Glyphs of 12 points, a half em wide, each set by itself.</summary>
    private static async Task<string> ReadAsync(string title, string[] lines)
    {
        var all = string.Concat(title, string.Concat(lines)).Replace("\n", "", StringComparison.Ordinal);
        var characters = new string([.. all.Distinct()]);
        var operators = new StringBuilder();
        var rows = title.Split('\n');
        for (var row = 0; row < rows.Length; row++)
            for (var at = 0; at < rows[row].Length; at++) Set(rows[row][at], 100 + 6 * at, 740 - 16 * row);
        for (var line = 0; line < lines.Length; line++)
            for (var at = 0; at < lines[line].Length; at++) Set(lines[line][at], 500 - 18 * line, 700 - 12 * at);
        return Assert.Single(await Parsed.TextsAsync(RawPdf.PageOf(characters, operators.ToString()), "a.pdf"));

        void Set(char character, double x, double y) => operators.AppendLine(
            CultureInfo.InvariantCulture,
            $"BT /F1 12 Tf {x} {y} Td <{characters.IndexOf(character, StringComparison.Ordinal) + 1:X2}> Tj ET");
    }

    private static byte[] WritingMode1(params string[] lines)
    {
        var operators = string.Concat(lines.Select((line, at) => string.Create(
            CultureInfo.InvariantCulture,
            $"BT /F1 12 Tf {500 - 18 * at} 700 Td <{string.Concat(line.Select(character => $"{(int)character:X4}"))}> Tj ET\n")));
        const string toUnicode = "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange 1 "
            + "beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end";
        return RawPdf.Make(
            "/Root 1 0 R",
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 7 0 R /Resources << /Font << /F1 4 0 R >> >> >>",
            "<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-V /DescendantFonts [5 0 R] /ToUnicode 8 0 R >>",
            "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) "
                + "/Supplement 0 >> /DW 1000 /FontDescriptor 6 0 R >>",
            "<< /Type /FontDescriptor /FontName /Song /Flags 4 /FontBBox [0 -120 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 "
                + "/CapHeight 700 /StemV 80 >>",
            RawPdf.Stream(Encoding.ASCII.GetBytes(operators)),
            RawPdf.Stream(Encoding.ASCII.GetBytes(toUnicode)));
    }
}
