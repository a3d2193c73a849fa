using ParseWorker.Core.Engines;
using ParseWorker.Core.Parses;
using ParseWorker.Testing.Documents;
using ParseWorker.Worker.Tests.Kit;

namespace ParseWorker.Worker.Tests.Engines;

/// <summary>The runner with the project's own engine host.</summary>
public sealed class EngineHostRunnerTests
{
    [Fact]
    public async Task Run_Text_YieldsOpenedPagesFinished()
    {
        await using var host = FakeHost.Real();
        host.Put("Hello, reader.");

        var messages = await host.RunAsync();

        Assert.IsType<EngineMessage.Opened>(messages[0]);
        Assert.Equal(new EngineMessage.Page(1, "Hello, reader."), messages[1]);
        Assert.Equal(new EngineMessage.Finished(1), messages[^1]);
    }

    [Fact]
    public async Task Run_Scan_IsReadWithTheModelsOfTheOptions()
    {
        await using var host = FakeHost.Real();
        host.Put(SampleDocuments.ScannedPdf());

        var messages = await host.RunAsync();

        Assert.Equal([new EngineMessage.Opened(1), new EngineMessage.Page(1, ""), new EngineMessage.Finished(1)], messages);
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

    [Theory]
    [InlineData(3, new[] { 3, 4 })]
    [InlineData(5, new int[0])]
    public async Task Run_FromALaterPage_YieldsTheRest(int firstPage, int[] expected)
    {
        await using var host = FakeHost.Real();
        host.Put(SampleDocuments.Pdf(pages: 4));

        var messages = await host.RunAsync(firstPage: firstPage);

        Assert.Equal(expected, messages.OfType<EngineMessage.Page>().Select(page => page.Number));
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

    [Fact]
    public async Task Run_ToldToStop_StopsWithoutAKill()
    {
        await using var host = FakeHost.Real();
        using var stop = new CancellationTokenSource();
        host.Put(SampleDocuments.Pdf(pages: 300, linesPerPage: 40));
        var messages = new List<EngineMessage>();

        await foreach (var message in host.Run(stop))
        {
            messages.Add(message);
            if (message is EngineMessage.Page) await stop.CancelAsync();
        }

        Assert.IsType<EngineMessage.Stopped>(messages[^1]);
        Assert.InRange(messages.Count, 3, 250);
    }

    [Fact]
    public async Task Run_ManyAtOnce_EachHasItsOwnProcess()
    {
        var runs = Enumerable.Range(1, 6).Select(async number =>
        {
            await using var host = FakeHost.Real();
            host.Put($"Document {number}");
            var messages = await host.RunAsync();
            return messages.OfType<EngineMessage.Page>().Single().Text;
        });

        Assert.Equal(Enumerable.Range(1, 6).Select(number => $"Document {number}"), await Task.WhenAll(runs));
    }
}
