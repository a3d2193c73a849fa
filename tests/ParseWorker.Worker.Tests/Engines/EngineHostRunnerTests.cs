using System.Globalization;
using System.Text;
using ParseWorker.Core.Engines;
using ParseWorker.Core.Errors;
using ParseWorker.Testing;
using ParseWorker.Testing.Documents;
using ParseWorker.Worker.Engines;
using ParseWorker.Worker.Tests.Kit;

namespace ParseWorker.Worker.Tests.Engines;

/// <summary>The runner with the project's own engine host.</summary>
[Trait("Needs", "Hosts")]
public sealed class EngineHostRunnerTests
{
    [Fact]
    public async Task Run_Text_YieldsOpenedPagesFinished()
    {
        await using var host = FakeHost.Real();
        host.Put("Hello, reader.");

        var messages = await host.RunAsync();

        Assert.IsType<EngineMessage.Opened>(messages[0]);
        Assert.Equal(new EngineMessage.PageText(1, "Hello, reader."), messages[1]);
        Assert.Equal(new EngineMessage.Finished(1), messages[^1]);
    }

    [Fact]
    public async Task Run_Scan_IsReadWithTheModelsOfTheOptions()
    {
        await using var host = FakeHost.Real();
        host.Put(SampleDocuments.ScannedPdf());

        var messages = await host.RunAsync();

        Assert.Equal([new EngineMessage.Opened(1), new EngineMessage.PageText(1, ""), new EngineMessage.Finished(1)], messages);
    }

    [Fact]
    public async Task Run_ScanWithoutModels_IsRefused()
    {
        await using var host = FakeHost.Real();
        host.Options.OcrModels = null;
        host.Put(SampleDocuments.ScannedPdf());

        var messages = await host.RunAsync();

        Assert.Equal(ParseErrorCodes.NoTextLayer, Assert.IsType<EngineMessage.Refused>(Assert.Single(messages)).Error.Code);
    }

    [Fact]
    public async Task Run_PageOfMarkedLetters_IsReadTwiceWithinTheSandbox()
    {
        await using var host = FakeHost.Real();
        host.FilesSandboxed = true;
        host.Options.Sandbox = SandboxMode.Required;
        host.Put(OnlyToBeSeen("Die Schlüssel für den Keller sind größer."));

        var messages = await host.RunAsync();

        var text = messages.OfType<EngineMessage.PageText>().Single().Text;
        Assert.Contains("Schlüssel", text, StringComparison.Ordinal);
        Assert.Contains("größer", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, new[] { 3, 4 })]
    [InlineData(5, new int[0])]
    public async Task Run_FromALaterPage_YieldsTheRest(int firstPage, int[] expected)
    {
        await using var host = FakeHost.Real();
        host.Put(SampleDocuments.Pdf(pages: 4));

        var messages = await host.RunAsync(firstPage: firstPage);

        Assert.Equal(expected, messages.OfType<EngineMessage.PageText>().Select(page => page.Number));
        Assert.Equal(new EngineMessage.Finished(4), messages[^1]);
    }

    [Fact]
    public async Task Run_DamagedDocument_IsRefused()
    {
        await using var host = FakeHost.Real();
        host.Put(SampleDocuments.TruncatedPdf());

        var messages = await host.RunAsync();

        Assert.Equal(ParseErrorCodes.DocumentCorrupt, Assert.IsType<EngineMessage.Refused>(messages[^1]).Error.Code);
    }

    /// <summary>A host says that it stopped; one that is busy with a page for longer than it may ends itself. The worker kills
    /// neither.</summary>
    [Fact]
    public async Task Run_ToldToStop_StopsWithoutAKill()
    {
        await using var host = FakeHost.Real();
        using var stop = new CancellationTokenSource();
        host.Put(SampleDocuments.Pdf(pages: 300, linesPerPage: 40));
        var messages = new List<EngineMessage>();

        var ended = await Record.ExceptionAsync(async () =>
        {
            await foreach (var message in host.Run(stop))
            {
                messages.Add(message);
                if (message is EngineMessage.PageText) await stop.CancelAsync();
            }
        });

        if (ended is null) Assert.IsType<EngineMessage.Stopped>(messages[^1]);
        else Assert.IsType<OperationCanceledException>(ended);
        Assert.InRange(messages.Count, 2, 250);
    }

    /// <summary>Linux lets an unprivileged process ask only when no other has in the last 100 ms; each document asks again.</summary>
    [Fact]
    public async Task Run_WhereSessionsShareTheProcessors_TheHostsSessionStepsBack()
    {
        await using var host = FakeHost.Faulty();

        await Eventually.BecomesAsync(
            async () => $"/proc/{await host.RunAsync("id")}/autogroup" is var file && File.Exists(file)
                ? (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Split(' ')[^1].Trim()
                : null,
            niceness => niceness is null || niceness == HostSettings.Niceness.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Run_ManyAtOnce_EachHasItsOwnProcess()
    {
        var runs = Enumerable.Range(1, 6).Select(async number =>
        {
            await using var host = FakeHost.Real();
            host.Put($"Document {number}");
            var messages = await host.RunAsync();
            return messages.OfType<EngineMessage.PageText>().Single().Text;
        });

        Assert.Equal(Enumerable.Range(1, 6).Select(number => $"Document {number}"), await Task.WhenAll(runs));
    }

    /// <summary>A page whose codes mean nothing, so that it is read as an image.</summary>
    private static byte[] OnlyToBeSeen(string text)
    {
        const string map = "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange "
            + "1 beginbfrange <20> <FF> <E020> endbfrange endcmap end";
        return EmbeddedFontPdf.Page(
            $"BT /F1 12 Tf 72 700 Td ({text}) Tj ET",
            entries: $"/ToUnicode {EmbeddedFontPdf.FirstFurther} 0 R",
            further: RawPdf.Stream(Encoding.Latin1.GetBytes(map)));
    }
}
