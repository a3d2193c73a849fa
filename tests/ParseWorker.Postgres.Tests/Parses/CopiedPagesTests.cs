using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using ParseWorker.Core.Engines;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;
using ParseWorker.Testing;

namespace ParseWorker.Postgres.Tests.Parses;

/// <summary>When an attempt gets the pages of an earlier parse, and when it has to read for itself.</summary>
public sealed class CopiedPagesTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private readonly byte[] _document = RandomNumberGenerator.GetBytes(40);

    [Fact]
    public async Task CopyPages_OfTheSameDocument_TakesThemAllAndSaysWhence()
    {
        var known = await CompletedAsync();

        var key = await AgainAsync();

        Assert.Equal(3, await CopyAsync(key));
        Assert.Equal(await postgres.ReadPagesAsync(known), await postgres.ReadPagesAsync(key.Id));
        var parse = await postgres.FindAsync(key.Id);
        Assert.Equal((ParseStatus.InProgress, 3, 3), (parse.Status, parse.PagesDone, parse.PageCount));
        var copied = Assert.Single(await postgres.ReadEventsAsync(key.Id), happened => happened.Kind == ParseEventKind.PagesCopied);
        Assert.Equal((known.ToString(), 1, parse.EventCount), (copied.Detail, copied.Attempt, copied.Number));
    }

    [Fact]
    public async Task CopyPages_RepeatedBecauseTheReplyWasLost_AnswersTheSameAndCopiesOnce()
    {
        await CompletedAsync();
        var key = await AgainAsync();

        Assert.Equal([3, 3], [await CopyAsync(key), await CopyAsync(key)]);

        Assert.Equal("created claimed pages_copied", await postgres.ReadKindsAsync(key.Id));
        Assert.Equal(3, (await postgres.ReadPagesAsync(key.Id)).Count);
    }

    public static TheoryData<string, Func<NewParse, NewParse>> Others => new()
    {
        { "another environment", parse => parse with { Environment = "neighbour" } },
        { "another document", parse => parse with { File = parse.File with { MimeType = "text/csv" } } },
        { "another model", parse => parse with { Settings = parse.Settings with { Model = "retab-micro" } } },
        { "another table format", parse => parse with { Settings = parse.Settings with { TableFormat = TableFormat.Yaml } } },
        { "another resolution", parse => parse with { Settings = parse.Settings with { ImageResolutionDpi = 100 } } },
        { "instructions", parse => parse with { Settings = parse.Settings with { Instructions = "Read it well." } } },
        { "bust_cache", parse => parse with { BustCache = true } },
    };

    [Theory, MemberData(nameof(Others))]
    public async Task CopyPages_OfAnotherRequest_CopiesNothing(string which, Func<NewParse, NewParse> change)
    {
        await CompletedAsync();
        var create = change(await NewAsync());
        await postgres.Store.CreateAsync(create, CancellationToken.None);
        var key = (await postgres.ClaimAsync(create.Id))!.Key;

        Assert.True(await CopyAsync(key) is null, which);
        Assert.Empty(await postgres.ReadPagesAsync(key.Id));
    }

    [Fact]
    public async Task CopyPages_ReadByAnotherEngine_CopiesNothing()
    {
        await CompletedAsync();
        await using var services = postgres.Database.Services(services => services.AddSingleton(new EngineFingerprint("newer")));
        var create = await NewAsync();
        await postgres.Store.CreateAsync(create, CancellationToken.None);
        var store = services.GetRequiredService<IParseStore>();
        var key = (await store.ClaimAsync(create.Id, "worker", TestParses.Lease, CancellationToken.None))!.Key;

        Assert.Null(await store.CopyPagesAsync(key, CancellationToken.None));
    }

    [Fact]
    public async Task CopyPages_WhereAPageFailed_CopiesNothing()
    {
        var known = await AgainAsync();
        await postgres.Store.WritePagesAsync(
            known, [new(1, "one"), new(2, "") { FailureCode = "page_unreadable" }, new(3, "three")], 3, CancellationToken.None);
        await postgres.EndAsync(known, Outcomes.Completed);

        Assert.Null(await CopyAsync(await AgainAsync()));
    }

    [Fact]
    public async Task CopyPages_WhereTheHistoryWasPurged_CopiesNothing()
    {
        var known = await CompletedAsync();
        await postgres.Database.ExecuteAsync("delete from parseworker.parse_events where parse_id = $1", known.ToString());

        Assert.Null(await CopyAsync(await AgainAsync()));
    }

    [Theory, InlineData("fail"), InlineData("hand back"), InlineData("cancel")]
    public async Task CopyPages_OfAParseThatDidNotComplete_CopiesNothing(string move)
    {
        var known = await AgainAsync();
        await postgres.WriteAsync(known, 1, 3);
        if (move == "cancel") await postgres.CancelAsync(known.Id);
        await postgres.EndAsync(known, Outcomes.Of(move));

        Assert.Null(await CopyAsync(await AgainAsync()));
    }

    [Fact]
    public async Task CopyPages_OfAStaleAttempt_CopiesNothing()
    {
        await CompletedAsync();
        var key = await AgainAsync();

        Assert.Null(await CopyAsync(key with { Attempt = 7 }));
        Assert.Empty(await postgres.ReadPagesAsync(key.Id));
    }

    [Fact]
    public async Task CopyPages_AfterPagesOfItsOwn_CopiesNothing()
    {
        await CompletedAsync();
        var key = await AgainAsync();
        await postgres.WriteAsync(key, 1, 1);

        Assert.Null(await CopyAsync(key));
        Assert.Single(await postgres.ReadPagesAsync(key.Id));
    }

    // Its worker was lost after the copy: the next one has nothing to read, nor to charge.
    [Fact]
    public async Task CopyPages_CopiedByAnEarlierAttempt_AnswersTheSame()
    {
        await CompletedAsync();
        var key = await AgainAsync();
        await CopyAsync(key);
        await postgres.EndAsync(key, Outcomes.HandedBack);

        var next = (await postgres.ClaimAsync(key.Id))!.Key;

        Assert.Equal(3, await CopyAsync(next));
        Assert.Null(await CopyAsync(key));
    }

    [Fact]
    public async Task Delete_OfTheParseThatWasCopied_LeavesTheCopy()
    {
        var known = await CompletedAsync();
        var key = await AgainAsync();
        await CopyAsync(key);

        await postgres.Store.DeleteAsync(TestParses.Environment, known, CancellationToken.None);

        Assert.Equal(3, (await postgres.ReadPagesAsync(key.Id)).Count);
    }

    private Task<int?> CopyAsync(AttemptKey key) => postgres.Store.CopyPagesAsync(key, CancellationToken.None);

    private Task<NewParse> NewAsync() => postgres.Parses.NewAsync(document: _document);

    private async Task<ParseId> CompletedAsync()
    {
        var key = await AgainAsync();
        await postgres.WriteAsync(key, 1, 3);
        await postgres.EndAsync(key, Outcomes.Completed);
        return key.Id;
    }

    private async Task<AttemptKey> AgainAsync()
    {
        var create = await NewAsync();
        await postgres.Store.CreateAsync(create, CancellationToken.None);
        return (await postgres.ClaimAsync(create.Id))!.Key;
    }
}
