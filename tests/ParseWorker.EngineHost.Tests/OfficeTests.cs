using DocumentFormat.OpenXml.Wordprocessing;
using ParseWorker.Core.Engines;
using ParseWorker.Core.Parses;
using ParseWorker.Testing.Documents;
using ParseWorker.Testing.Processes;

namespace ParseWorker.EngineHost.Tests;

/// <summary>
/// Real documents of the formats that LibreOffice reads for us, which it wrote itself, in a host as the worker starts one.
/// </summary>
[Trait("Needs", "Office")]
public sealed class OfficeTests
{
    private static readonly HostSettings Office = new() { OfficeCommand = LibreOffice.Command };

    private static readonly Dictionary<string, string> AsTheWorkerDoes = new()
    {
        ["DOTNET_GCHeapHardLimit"] = (512 * 1024 * 1024).ToString("X", System.Globalization.CultureInfo.InvariantCulture),
        ["DOTNET_EnableDiagnostics"] = "0",
        ["DOTNET_gcServer"] = "0",
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("odt")]
    [InlineData("doc")]
    public Task Parse_TextDocument_IsRead(string format) => AssertReadAsync(
        SampleDocx.With(Paragraph("Größe and more"), Table(["a", "b"], ["1", "2"]), Paragraph("the end")),
        "docx", format, "Größe and more\n\n|  |  |\n| --- | --- |\n| a | b |\n| 1 | 2 |\n\nthe end");

    [Theory]
    [InlineData("ods")]
    [InlineData("xls")]
    public Task Parse_Workbook_IsRead(string format) => AssertReadAsync(
        new SampleXlsx().Sheet("First", SampleXlsx.Row(1, "Größe", "b") + SampleXlsx.Row(2, 1, 2.5))
            .Sheet("Second", SampleXlsx.Row(1, "alone")).ToBytes(),
        "xlsx", format, "## First\n\n| Größe | b |\n| --- | --- |\n| 1 | 2.5 |", "## Second\n\nalone");

    [Theory]
    [InlineData("odp")]
    [InlineData("ppt")]
    public Task Parse_Slides_AreRead(string format) => AssertReadAsync(
        SamplePptx.With(SamplePptx.Box(1, 1, 3, 1, SamplePptx.Paragraph("Größe above")),
            SamplePptx.Box(1, 3, 3, 1, SamplePptx.Paragraph("and below"))),
        "pptx", format, "Größe above\n\nand below");

    private static async Task AssertReadAsync(byte[] source, string from, string format, params string[] pages)
    {
        var document = await LibreOffice.ConvertAsync(source, from, format, Token);
        await using var host = HostProcess.Start(settings: Office, environment: AsTheWorkerDoes);
        await host.SendParseAsync(document, $"document.{format}", format: TableFormat.Markdown);
        var messages = await host.ReadToEndingAsync();
        Assert.Equal(pages, messages.OfType<EngineMessage.PageText>().Select(page => page.Text));
        Assert.IsType<EngineMessage.Finished>(messages[^1]);
    }

    private static Paragraph Paragraph(string text) => new(new Run(new Text(text)));

    private static Table Table(params string[][] rows) => new(
        [new TableProperties(new TableWidth { Type = TableWidthUnitValues.Auto }),
            .. rows.Select(row => new TableRow(row.Select(cell => new TableCell(Paragraph(cell)))))]);
}
