using ParseWorker.Testing.Documents;

namespace ParseWorker.Documents.Tests.Pdf.Fields;

public sealed class FormTests
{
    private const string Title = "BT /F1 10 Tf 72 740 Td (Record) Tj ET";

    [Fact]
    public async Task Read_FilledForm_HasTheAnswersBesideTheirQuestions() =>
        Assert.Equal(
            "Name Jane Doe\n\nMember [x] Paid [ ]",
            await ReadAsync(
                "BT /F1 10 Tf 72 700 Td (Name) Tj ET BT /F1 10 Tf 72 650 Td (Member) Tj ET BT /F1 10 Tf 160 650 Td (Paid) Tj ET",
                "/FT /Tx /T (name) /V (Jane Doe) /Rect [105 696 300 712]",
                "/FT /Btn /T (member) /V /Yes /AS /Yes /Rect [112 646 122 656]",
                "/FT /Btn /T (paid) /V /Off /AS /Off /Rect [185 646 195 656]"));

    [Fact]
    public async Task Read_AnswerWiderThanItsField_StaysWithinIt() =>
        Assert.Equal(
            "Record\n\nharbour.master@north.example 0049 381 4567",
            await ReadAsync(
                Title,
                "/FT /Tx /T (mail) /V (harbour.master@north.example) /Rect [72 696 152 712]",
                "/FT /Tx /T (phone) /V (0049 381 4567) /Rect [156 696 236 712]"));

    [Fact]
    public async Task Read_AnswerOfSeveralLinesWithoutBreaks_IsWrappedIntoItsField() =>
        Assert.Contains(
            "North pier",
            await ReadAsync(
                Title,
                "/FT /Tx /T (remark) /V (The harbour was closed for nine days because of the heavy storm in March.) /Rect [72 640 232 712]",
                "/FT /Tx /T (place) /V (North pier) /Rect [240 668 320 684]"),
            StringComparison.Ordinal);

    [Fact]
    public async Task Read_AnswerFromTheRight_KeepsItsOrder() =>
        Assert.Equal("Record\n\nשלום עולם",
            await ReadAsync(Title, "/FT /Tx /T (name) /V <FEFF05E905DC05D505DD002005E205D505DC05DD> /Rect [72 696 272 712]"));

    [Fact]
    public async Task Read_TextBoxAndComment_AreWhereTheyBelong() =>
        Assert.Equal(
            "Total 12 checked\n\n[Comment: Ask for the invoice]",
            await ReadAsync(
                "BT /F1 10 Tf 72 700 Td (Total 12) Tj ET",
                "/Subtype /FreeText /Contents (checked) /Rect [120 696 200 712]",
                "/Subtype /Text /Contents (Ask for the invoice) /Rect [300 696 320 712]"));

    [Theory]
    [InlineData("/V /Off /AS /Off", "( )")]
    [InlineData("/V /1 /AS /1", "(x)")]
    [InlineData("/V /2 /AS /Off", "( )")]
    [InlineData("/V /1 /AP << /N << /1 null /Off null >> >>", "(x)")]
    [InlineData("/V /2 /AP << /N << /1 null /Off null >> >>", "( )")]
    [InlineData("", "( )")]
    public async Task Read_RadioButton_ShowsWhetherItIsOn(string state, string mark) =>
        Assert.Equal($"Record\n\n{mark}", await ReadAsync(Title, $"/FT /Btn /Ff 49152 /T (sex) {state} /Rect [72 690 84 702]"));

    [Theory]
    [InlineData(2)]
    [InlineData(32)]
    [InlineData(38)]
    public async Task Read_AnswersAndCommentsThatNoViewerShows_AreLeftOut(int flags) =>
        Assert.Equal("Record", await ReadAsync(
            Title,
            $"/FT /Tx /T (name) /V (Jane Doe) /F {flags} /Rect [72 696 300 712]",
            $"/Subtype /FreeText /Contents (checked) /F {flags} /Rect [72 596 200 612]"));

    [Fact]
    public async Task Read_DamagedForm_IsReadWithoutIt() =>
        Assert.Equal("Name", await ReadAsync("BT /F1 10 Tf 72 700 Td (Name) Tj ET", "/FT /Tx /T 5 /V 7 /Rect [(a)]"));

    private static async Task<string> ReadAsync(string operators, params string[] widgets) =>
        Assert.Single(await Parsed.TextsAsync(RawPdf.Form(operators, widgets), "a.pdf"));
}
