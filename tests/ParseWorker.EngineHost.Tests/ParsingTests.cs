using System.Text;
using ParseWorker.Core.Engines;
using ParseWorker.Core.Errors;
using ParseWorker.Core.Parses;
using ParseWorker.Testing.Documents;

namespace ParseWorker.EngineHost.Tests;

public sealed class ParsingTests
{
    [Fact]
    public async Task Parse_PdfOfThreePages_IsOpenedPagesAndFinished()
    {
        await using var host = HostProcess.Start();
        var messages = await host.ParseAsync(SampleDocuments.Pdf(pages: 3), "a.pdf");
        Assert.Equal(new EngineMessage.Opened(3), messages[0]);
        Assert.Equal([1, 2, 3], messages.OfType<EngineMessage.PageText>().Select(page => page.Number));
        Assert.All(messages.OfType<EngineMessage.PageText>(),
            page => Assert.Contains($"This is page {page.Number} of", page.Text, StringComparison.Ordinal));
        Assert.Equal(new EngineMessage.Finished(3), messages[^1]);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Parse_FromALaterPage_GivesTheSamePages(int firstPage)
    {
        var content = SampleDocuments.Pdf(pages: 4);
        await using var host = HostProcess.Start();
        var all = (await host.ParseAsync(content, "a.pdf")).OfType<EngineMessage.PageText>();
        var rest = await host.ParseAsync(content, "a.pdf", firstPage);
        Assert.Equal(all.Skip(firstPage - 1), rest.OfType<EngineMessage.PageText>());
        Assert.Equal(new EngineMessage.Finished(4), rest[^1]);
    }

    [Fact]
    public async Task Parse_BadDocument_IsRefusedAndTheNextIsParsed()
    {
        await using var host = HostProcess.Start();
        var refused = Assert.IsType<EngineMessage.Refused>(Assert.Single(await host.ParseAsync(SampleDocuments.TruncatedPdf(), "a.pdf")));
        Assert.Equal(ParseErrorCodes.DocumentCorrupt, refused.Error.Code);
        Assert.IsType<EngineMessage.Finished>((await host.ParseAsync("text"u8.ToArray(), "a.txt"))[^1]);
    }

    [Fact]
    public async Task Parse_MissingFile_IsAFaultOfOursThatNamesNoText()
    {
        await using var host = HostProcess.Start();
        await host.SendParseAsync("/nonexistent/secret-name", "a.pdf");
        var refused = Assert.IsType<EngineMessage.Refused>(Assert.Single(await host.ReadToEndingAsync()));
        Assert.Equal(ParseErrorCodes.InternalError, refused.Error.Code);
        host.Input.Close();
        Assert.DoesNotContain("secret-name", await host.ErrorsAsync(), StringComparison.Ordinal);
    }

    /// <summary>The page is read, and too large once it is rendered.</summary>
    [Fact]
    public async Task Parse_OnlyPageIsTooLarge_IsRefused()
    {
        await using var host = HostProcess.Start();
        var messages = await host.ParseAsync(Encoding.UTF8.GetBytes(new string('x', 17 * 1024 * 1024)), "a.txt");
        Assert.Equal(ParseErrorCodes.DocumentTooLarge, Assert.IsType<EngineMessage.Refused>(messages[^1]).Error.Code);
    }

    [Theory]
    [InlineData(TableFormat.Markdown)]
    [InlineData(TableFormat.Json)]
    [InlineData(TableFormat.Yaml)]
    public async Task Parse_MoreCellsThanATableMayHave_IsFinished(TableFormat format)
    {
        await using var host = HostProcess.Start();
        var csv = "a,b,c,d,e,f\n" + string.Concat(Enumerable.Repeat("1,2,3,4,5,6\n", 200_000));
        await host.SendParseAsync(Encoding.UTF8.GetBytes(csv), "a.csv", format: format);
        var messages = await host.ReadToEndingAsync();
        Assert.Equal(new EngineMessage.Finished(25), messages[^1]);
        Assert.All(messages.OfType<EngineMessage.PageText>(), page => Assert.True(page.Failure is null && page.Text.Length > 100));
    }

    [Trait("Needs", "Time")]
    [Fact]
    public async Task Cancel_WhileParsing_StopsBetweenPages()
    {
        await using var host = HostProcess.Start();
        await host.SendParseAsync(SampleDocuments.Pdf(pages: 300, linesPerPage: 40), "a.pdf");
        while (await host.ReadAsync() is not EngineMessage.PageText) Assert.False(ProcessFacts.IsDead(host.Id));
        await host.SendAsync(new EngineCommand.Cancel());
        var rest = await host.ReadUntilItStopsAsync();
        await AssertStoppedAsync(host, rest);
        Assert.True(rest.Count < 250, $"{rest.Count} pages came after the cancel.");
    }

    [Fact]
    public async Task Cancel_BetweenDocuments_DoesNotReachTheNext()
    {
        await using var host = HostProcess.Start();
        await host.SendAsync(new EngineCommand.Cancel());
        Assert.IsType<EngineMessage.Finished>((await host.ParseAsync("one"u8.ToArray(), "a.txt"))[^1]);
        await host.SendAsync(new EngineCommand.Cancel());
        Assert.IsType<EngineMessage.Finished>((await host.ParseAsync("two"u8.ToArray(), "a.txt"))[^1]);
    }

    [Trait("Needs", "Time")]
    [Fact]
    public async Task Cancel_RightAfterItsDocument_StopsIt()
    {
        await using var host = HostProcess.Start();
        await host.SendParseAsync(SampleDocuments.Pdf(pages: 300, linesPerPage: 40), "a.pdf");
        await host.SendAsync(new EngineCommand.Cancel());
        await AssertStoppedAsync(host, await host.ReadUntilItStopsAsync());
    }

    /// <summary>The engine says so; or, where it did not look at its token in time (it was opening the document), the host ended
    /// itself.</summary>
    private static async Task AssertStoppedAsync(HostProcess host, IReadOnlyList<EngineMessage> messages)
    {
        if (messages is [.., EngineMessage.Stopped]) return;
        Assert.DoesNotContain(messages, message => message is EngineMessage.Finished or EngineMessage.Refused);
        Assert.Equal(EngineExitCodes.Stopped, await host.ExitCodeAsync());
    }
}
