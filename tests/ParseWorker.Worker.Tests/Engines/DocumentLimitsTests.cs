using ParseWorker.Core.Engines;
using ParseWorker.Core.Errors;
using ParseWorker.Worker.Engines;
using ParseWorker.Worker.Tests.Kit;

namespace ParseWorker.Worker.Tests.Engines;

/// <summary>What a document may become, with the project's own host.</summary>
[Trait("Needs", "Hosts")]
public sealed class DocumentLimitsTests
{
    [Fact]
    public async Task Run_MorePagesThanAllowed_EndsBeforeTheFirst()
    {
        await using var host = FakeHost.Faulty("one", "two", "three");
        host.Options.MaxPages = 2;

        var messages = await AssertLimitAsync(host, ParseErrorCodes.TooManyPages);

        Assert.Empty(messages);
        Assert.Equal("next", await host.RunAsync("next"));
    }

    [Fact]
    public async Task Run_PagesThatWereNotAnnounced_AreCounted()
    {
        await using var host = FakeHost.Script($$"""
            {{FakeHost.Says("""{"type":"opened","page_count":null}""")}}
            {{FakeHost.Says("""{"type":"page","number":1,"text":"one"}""")}}
            {{FakeHost.Says("""{"type":"page","number":2,"text":"two"}""")}}
            exec sleep 1000
            """);
        host.Options.MaxPages = 1;

        var messages = await AssertLimitAsync(host, ParseErrorCodes.TooManyPages);

        Assert.Equal(new EngineMessage.PageText(1, "one"), messages[^1]);
        await FakeHost.IsGoneAsync(await host.ProcessIdAsync());
    }

    [Fact]
    public async Task Run_AsManyPagesAsAllowed_IsFinished()
    {
        await using var host = FakeHost.Faulty("one", "two");
        host.Options.MaxPages = 2;

        Assert.IsType<EngineMessage.Finished>((await host.RunAsync())[^1]);
    }

    [Fact]
    public async Task Run_PagesTogetherAreTooMuchText_EndsAtTheFirstTooMany()
    {
        await using var host = FakeHost.Faulty("text 1", "text 1", "text 1");
        host.Options.MaxTextMb = 2;

        var messages = await AssertLimitAsync(host, ParseErrorCodes.ExpandedTooLarge, "text 1", "text 1", "one more", "and more");

        Assert.Equal(2, messages.OfType<EngineMessage.PageText>().Count());
    }

    [Theory]
    [InlineData("write 8")]
    [InlineData("unlink 8")]
    [InlineData("run head -c 8000000 /dev/zero > $TMPDIR/large; sleep 1000")]
    public async Task Run_TemporaryFilesAreTooLarge_IsKilled(string fault)
    {
        await using var host = FakeHost.Faulty(fault);
        host.Options.TemporaryLimitMb = 4;

        await AssertLimitAsync(host, ParseErrorCodes.TemporarySpaceExceeded);

        Assert.Equal("files:", (await host.RunAsync("list")).TrimEnd());
    }

    private static async Task<List<EngineMessage>> AssertLimitAsync(FakeHost host, string code, params string[] lines)
    {
        if (lines.Length > 0) host.Put(lines);
        var messages = new List<EngineMessage>();
        var limit = await Assert.ThrowsAsync<DocumentLimitException>(() => ReadAsync().WaitAsync(TimeSpan.FromMinutes(1)));
        Assert.Equal(code, limit.Error.Code);
        Assert.EndsWith(". " + ParseErrorTable.Of(code).Advice, limit.Error.Message, StringComparison.Ordinal);
        return messages;

        async Task ReadAsync()
        {
            await foreach (var message in host.Run()) messages.Add(message);
        }
    }
}
