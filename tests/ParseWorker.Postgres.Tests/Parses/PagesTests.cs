using ParseWorker.Core.Errors;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;

namespace ParseWorker.Postgres.Tests.Parses;

public sealed class PagesTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task WritePages_OneAfterTheOther_AreReadInOrder()
    {
        var key = await postgres.Parses.InProgressAsync();

        Assert.True(await postgres.WriteAsync(key, 1, 1));
        Assert.True(await postgres.WriteAsync(key, 2, 17));

        Assert.Equal(Enumerable.Range(1, 17).Select(n => new ParsedPage(n, $"page {n}")), await postgres.ReadPagesAsync(key.Id));
        Assert.Equal(17, (await postgres.FindAsync(key.Id)).PagesDone);
    }

    [Theory, InlineData(4, 4), InlineData(4, 6), InlineData(1, 1), InlineData(2, 3)]
    public async Task WritePages_WithAGapOrARepeat_WritesNothing(int first, int last)
    {
        var key = await postgres.Parses.InProgressAsync();
        await postgres.WriteAsync(key, 1, 2);

        Assert.False(await postgres.WriteAsync(key, first, last));
        Assert.Equal([1, 2], (await postgres.ReadPagesAsync(key.Id)).Select(page => page.Number));
    }

    [Theory, InlineData(1, 3), InlineData(2, 1), InlineData(1, 1)]
    public async Task WritePages_NotConsecutive_IsRefusedAsACallersFault(params int[] numbers)
    {
        var key = await postgres.Parses.InProgressAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => postgres.Store.WritePagesAsync(
            key, [.. numbers.Select(n => new ParsedPage(n, ""))], null, CancellationToken.None));
        Assert.Empty(await postgres.ReadPagesAsync(key.Id));
    }

    [Fact]
    public async Task WritePages_RepeatedBecauseTheReplyWasLost_AnswersTrueAndWritesOnce()
    {
        var key = await postgres.Parses.InProgressAsync();
        await postgres.WriteAsync(key, 1, 1);

        Assert.True(await postgres.WriteAsync(key, 2, 4));
        Assert.True(await postgres.WriteAsync(key, 2, 4));

        Assert.Equal(4, (await postgres.ReadPagesAsync(key.Id)).Count);
        await postgres.AssertAllSoundAsync();
    }

    [Fact]
    public async Task WritePages_OfAnEarlierAttempt_WritesNothing()
    {
        var stale = await postgres.Parses.InProgressAsync();
        await postgres.WriteAsync(stale, 1, 1);
        await postgres.EndAsync(stale, Outcomes.HandedBack);
        Assert.False(await postgres.WriteAsync(stale, 2, 2));

        await postgres.ClaimAsync(stale.Id);
        Assert.False(await postgres.WriteAsync(stale, 2, 2));

        // Nor does a repeat of what it once wrote count as written now.
        Assert.False(await postgres.WriteAsync(stale, 1, 1));
        Assert.Single(await postgres.ReadPagesAsync(stale.Id));
    }

    [Fact]
    public async Task WritePages_WithAPageCount_KeepsItOnceTold()
    {
        var key = await postgres.Parses.InProgressAsync();
        await postgres.Store.WritePagesAsync(key, [new ParsedPage(1, "")], 219, CancellationToken.None);
        await postgres.WriteAsync(key, 2, 2);

        Assert.Equal(219, (await postgres.FindAsync(key.Id)).PageCount);
    }

    [Fact]
    public async Task WritePages_OfSixteenLargePages_KeepsEveryCharacter()
    {
        var key = await postgres.Parses.InProgressAsync();
        var text = string.Concat(Enumerable.Repeat("Ωmega 表 😀 'quoted' \"\\ \t\r\n", 10_000));
        List<ParsedPage> pages = [.. Enumerable.Range(1, 16).Select(n => new ParsedPage(n, $"{n}{text}"))];

        Assert.True(await postgres.Store.WritePagesAsync(key, pages, 16, CancellationToken.None));

        Assert.Equal(pages, await postgres.ReadPagesAsync(key.Id));
    }

    [Theory]
    [InlineData("a\0b", "a\uFFFDb")]
    [InlineData("\0", "\uFFFD")]
    [InlineData("half <high> of a pair", "half \uFFFD of a pair")]
    [InlineData("<low><high>", "\uFFFD\uFFFD")]
    [InlineData("whole 😀\0", "whole 😀\uFFFD")]
    public async Task WritePages_WithCharactersThatPostgresRefuses_ReplacesThem(string text, string stored)
    {
        var key = await postgres.Parses.InProgressAsync();
        text = text.Replace("<high>", "\uD83D", StringComparison.Ordinal).Replace("<low>", "\uDE00", StringComparison.Ordinal);

        Assert.True(await postgres.Store.WritePagesAsync(key, [new ParsedPage(1, text)], null, CancellationToken.None));

        Assert.Equal(stored, Assert.Single(await postgres.ReadPagesAsync(key.Id)).Text);
    }

    [Fact]
    public async Task EndAttempt_WithCharactersThatPostgresRefuses_StillEnds()
    {
        var failed = await postgres.Parses.InProgressAsync();
        var retried = await postgres.Parses.InProgressAsync();
        var error = new ParseError("document_corrupt", "a\0b", new Dictionary<string, string> { ["name"] = "c\0d\uD83D" });

        Assert.Equal(ParseStatus.Failed, await postgres.EndAsync(failed, new ParseOutcome.Failed(error)));
        Assert.Equal(ParseStatus.Queued, await postgres.EndAsync(retried, new ParseOutcome.Retried(error)));

        var stored = (await postgres.FindAsync(failed.Id)).Error!;
        Assert.Equal(("a\uFFFDb", "c\uFFFDd\uFFFD"), (stored.Message, stored.Details!["name"]));
    }

    [Fact]
    public async Task Create_WithCharactersThatPostgresRefuses_ReplacesThem()
    {
        var create = await postgres.Parses.NewAsync(
            fileName: "a\0.txt") with
        { Settings = new ParseSettings { Model = "retab-small", Instructions = "\0" } };

        var created = Assert.IsType<CreateResult.Created>(await postgres.Store.CreateAsync(create, CancellationToken.None));

        Assert.Equal(("a\uFFFD.txt", "\uFFFD"), (created.Parse.File.Name, created.Parse.Settings.Instructions));
    }

    [Fact]
    public async Task WritePages_WithPagesThatFailed_TellsThemInTheHistoryOnce()
    {
        var key = await postgres.Parses.InProgressAsync();
        ParsedPage[] pages = [new(1, "one"), new(2, "") { FailureCode = "page_unreadable" }, new(3, "three"),
            new(4, "") { FailureCode = "document_too_large" }];

        Assert.True(await postgres.Store.WritePagesAsync(key, pages, 4, CancellationToken.None));
        Assert.True(await postgres.Store.WritePagesAsync(key, pages, 4, CancellationToken.None));

        Assert.Equal(
            ["created ", "claimed test-worker", "page_failed 2 page_unreadable", "page_failed 4 document_too_large"],
            (await postgres.ReadEventsAsync(key.Id)).Select(e => $"{e.Kind.ToWire()} {e.Detail}"));
        Assert.Equal(["one", "", "three", ""], (await postgres.ReadPagesAsync(key.Id)).Select(page => page.Text));
        await postgres.AssertAllSoundAsync();
    }
}
