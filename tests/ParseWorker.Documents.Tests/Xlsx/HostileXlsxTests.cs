using System.Text;
using ParseWorker.Core.Errors;
using ParseWorker.Core.Parses;
using ParseWorker.Testing.Documents;

namespace ParseWorker.Documents.Tests.Xlsx;

public sealed class HostileXlsxTests
{
    private const string Open = "<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData>";
    private const string Close = "</sheetData></worksheet>";

    public static TheoryData<string, byte[]> Documents() => new()
    {
        { ParseErrorCodes.DocumentEmpty, SampleXlsx.With("") },
        { ParseErrorCodes.DocumentCorrupt, SampleXlsx.With("")[..300] },
        { ParseErrorCodes.DocumentCorrupt, SampleXlsx.With(SampleXlsx.Row(1, "a") + "</row>") },
        { ParseErrorCodes.DocumentCorrupt, SampleXlsx.With(SampleXlsx.Row(2_000_000, "a")) },
        { ParseErrorCodes.PasswordProtected, SampleDocx.PasswordProtected() },
        { ParseErrorCodes.DocumentTooLarge, Written(sheet => sheet.Repeat(" ", 520L * 1024 * 1024)) },
        { ParseErrorCodes.DocumentTooLarge, Written(sheet => sheet.Repeat("<c>", 3 * 1000)) },
        { ParseErrorCodes.DocumentTooLarge, ManyTimesOneText() },
    };

    [Theory, MemberData(nameof(Documents), DisableDiscoveryEnumeration = true)]
    public async Task Read_HostileWorkbook_IsRefusedByItsCode(string code, byte[] xlsx) =>
        Assert.Equal(code, (await Parsed.ErrorAsync(xlsx, "a.xlsx")).Code);

    [Fact]
    public async Task Read_DocumentTypeDeclaration_IsNotFollowed()
    {
        var book = new SampleXlsx().Sheet(
            "S",
            stream =>
                stream.Write(Encoding.UTF8
                    .GetBytes(
                        "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>" + Open + "<row><c t='inlineStr'><is><t>&e;</t></is></c>"
                            + "</row>" + Close)));
        Assert.Equal(ParseErrorCodes.DocumentCorrupt, (await Parsed.ErrorAsync(book.ToBytes(), "a.xlsx")).Code);
    }

    [Fact]
    public async Task Read_ScatteredCells_AreAListNotAGridOfEmptyCells()
    {
        var rows = string.Concat(Enumerable.Range(1, 1200)
            .Select(row => $"<row r=\"{row}\"><c r=\"{Column(row)}{row}\"><v>{row}</v></c></row>"));
        var text = Assert.Single(await Parsed.TextsAsync(SampleXlsx.With(rows), "a.xlsx", TableFormat.Markdown));
        Assert.StartsWith("## S\n\n| Cell | Value |\n| --- | --- |\n| AAC1 | 1 |", text, StringComparison.Ordinal);
        Assert.True(text.Length < 100_000);

        static string Column(int row) => $"{(char)('A' + row / 400)}{(char)('A' + row / 9 % 26)}{(char)('A' + row % 9 * 2)}";
    }

    [Fact]
    public async Task Read_MergesThatCrossOrCoverTheSheet_LoseNoText()
    {
        const string merges = "<mergeCells><mergeCell ref='A1:XFD1048576'/><mergeCell ref='B2:A1'/><mergeCell ref='B1:C9'/><mergeCell "
            + "ref='junk'/></mergeCells>";
        var text = Assert.Single(await Parsed
            .TextsAsync(SampleXlsx.With(SampleXlsx.Row(1, "a") + SampleXlsx.Row(3, "b"), merges), "a.xlsx"));
        Assert.Contains("a", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_PlacesThatGoBack_KeepTheOrderOfTheFile()
    {
        var text = Assert.Single(await Parsed
            .TextsAsync(
                SampleXlsx.With(
                    "<row r='9'><c r='C9'><v>1</v></c><c r='A9'><v>2</v></c></row><row r='1'><c><v>3</v></c><c><v>4</v></c></row>"),
                "a.xlsx", TableFormat.Markdown));
        Assert.Matches(@"1[\s\S]*2[\s\S]*3[\s\S]*4", text);
    }

    /// <summary>Half-way through the check of the package, and half-way through the sheet after it.</summary>
    [Theory]
    [InlineData(0.5)]
    [InlineData(1.5)]
    public async Task Read_TokenFiresWithinASheet_Stops(double part)
    {
        var xlsx = SampleXlsx.With(string.Concat(Enumerable.Range(1, 20_000).Select(row => SampleXlsx.Row(row, row))));
        using var document = new CancellingStream(xlsx, (long)(xlsx.Length * part));
        Assert.Equal(0, await Parsed.PagesBeforeCancelAsync(document, "a.xlsx"));
    }

    private static byte[] Written(Action<Stream> inside) => new SampleXlsx().Sheet("S", stream =>
    {
        stream.Write(Encoding.UTF8.GetBytes(Open));
        inside(stream);
        stream.Write(Encoding.UTF8.GetBytes(Close));
    }).ToBytes();

    /// <summary>A small file that shows one long text by the ten thousand.</summary>
    private static byte[] ManyTimesOneText() => new SampleXlsx { Strings = $"<si><t>{new string('x', 32_000)}</t></si>" }
        .Sheet("S", string.Concat(Enumerable.Range(1, 9_000).Select(row => $"<row r=\"{row}\"><c t=\"s\"><v>0</v></c></row>"))).ToBytes();
}
