using System.Text;
using ParseWorker.Testing.Documents;

namespace ParseWorker.Documents.Tests.Pdf.Characters;

public sealed class RightToLeftTests
{
    [Theory]
    [InlineData("םולש", "שלום")]
    [InlineData("םלוע םולש", "שלום עולם")]
    [InlineData("2026 תנש", "שנת 2026")]
    [InlineData("(יתש) תחא", "אחת (שתי)")]
    [InlineData("ףוס PDF file ץבוק", "קובץ PDF file סוף")]
    [InlineData("the word םולש means peace", "the word שלום means peace")]
    [InlineData("plain (left) text 12", "plain (left) text 12")]
    public async Task Read_LineAsDrawnFromTheLeft_IsInTheOrderItIsReadIn(string drawn, string read) =>
        Assert.Equal(read, await ReadAsync(drawn));

    [Theory]
    [InlineData(")םלוע( םולש", "שלום (עולם)")]
    [InlineData("]יתש[ )םלוע( םולש", "שלום (עולם) [שתי]")]
    [InlineData("the word )םולש( means peace", "the word (שלום) means peace")]
    public async Task Read_BracketsGivenAsTheyAreRead_FaceTheRightWay(string drawn, string read) =>
        Assert.Equal(read, await ReadAsync(drawn));

    [Theory]
    [InlineData("ףוסב הלימ PDF (one) ץבוק", "קובץ PDF (one) מילה בסוף")]
    [InlineData("ףוס (יתש) PDF ץבוק", "קובץ PDF (שתי) סוף")]
    [InlineData("ףוסב הלימ Word 12.5 ץבוק", "קובץ Word 12.5 מילה בסוף")]
    public async Task Read_LatinWordsInALineFromTheRight_StayWholeWithTheirBrackets(string drawn, string read) =>
        Assert.Equal(read, await ReadAsync(drawn));

    [Fact]
    public async Task Read_ArabicShapes_AreLetters() => Assert.Equal("سلام", await ReadAsync("\uFEE1\uFE8E\uFEE0\uFEB3"));

    [Fact]
    public async Task Read_LineOfLatinWordsOnAPageFromTheRight_RunsFromTheRight() =>
        Assert.Equal("שלום עולם וגם שנת שלום\n\nקובץ Microsoft Word",
            await ReadAsync("םולש תנש םגו םלוע םולש", 72, "Microsoft Word ץבוק", 72, otherBaseline: 600));

    [Fact]
    public async Task Read_FragmentsOfARightToLeftLine_BeginAtTheRight() =>
        Assert.Equal("שלום עולם", await ReadAsync("םולש", 300, "םלוע", 200));

    private static Task<string> ReadAsync(string drawn) => ReadAsync(drawn, 72, "", 0);

    private static async Task<string> ReadAsync(string one, int left, string other, int otherLeft, int otherBaseline = 700)
    {
        var characters = new string([.. (one + other).Distinct()]);
        var operators = new StringBuilder();
        foreach (var (text, at, baseline) in new[] { (one, left, 700), (other, otherLeft, otherBaseline) })
        {
            var codes = string.Concat(text.Select(character => $"{characters.IndexOf(character, StringComparison.Ordinal) + 1:X2}"));
            if (codes.Length > 0) operators.Append($"BT /F1 12 Tf {at} {baseline} Td <{codes}> Tj ET ");
        }
        return Assert.Single(await Parsed.TextsAsync(RawPdf.PageOf(characters, operators.ToString()), "a.pdf"));
    }
}
