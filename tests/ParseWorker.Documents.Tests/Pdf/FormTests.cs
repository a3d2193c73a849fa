using ParseWorker.Testing.Documents;

namespace ParseWorker.Documents.Tests.Pdf;

public sealed class FormTests
{
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
    public async Task Read_TextBoxAndComment_AreWhereTheyBelong() =>
        Assert.Equal(
            "Total 12 checked\n\n[Comment: Ask for the invoice]",
            await ReadAsync(
                "BT /F1 10 Tf 72 700 Td (Total 12) Tj ET",
                "/Subtype /FreeText /Contents (checked) /Rect [120 696 200 712]",
                "/Subtype /Text /Contents (Ask for the invoice) /Rect [300 696 320 712]"));

    [Fact]
    public async Task Read_DamagedForm_IsReadWithoutIt() =>
        Assert.Equal("Name", await ReadAsync("BT /F1 10 Tf 72 700 Td (Name) Tj ET", "/FT /Tx /T 5 /V 7 /Rect [(a)]"));

    private static async Task<string> ReadAsync(string operators, params string[] widgets) =>
        Assert.Single(await Parsed.TextsAsync(RawPdf.Form(operators, widgets), "a.pdf"));
}
