using Microsoft.Extensions.DependencyInjection;
using ParseWorker.Core.Engines;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;
using ParseWorker.Testing;

namespace ParseWorker.Postgres.Tests;

/// <summary>What vision models leave in the database: their name in the fingerprint, their tokens, and pages they couldn't read.</summary>
public sealed class VisionModelTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Theory]
    [InlineData("retab-large", "eyes-1", "eyes-1", 2)]
    [InlineData("retab-large", "eyes-1", "eyes-2", 0)]
    [InlineData("retab-large", null, "eyes-1", 0)]
    [InlineData("retab-large", "eyes-1", null, 0)]
    [InlineData("retab-small", "eyes-1", "eyes-2", 2)]
    public async Task Claim_AfterTheModelChanged_KeepsThePagesOfTheSameModelOnly(string profile, string? before, string? after, int kept)
    {
        var create = await postgres.Parses.NewAsync() with { Settings = new ParseSettings { Model = profile } };
        await postgres.Store.CreateAsync(create, CancellationToken.None);
        var first = await ClaimAsync(create.Id, before);
        await postgres.WriteAsync(first.Key, 1, 2);
        await postgres.EndAsync(first.Key, Outcomes.HandedBack);

        var second = await ClaimAsync(create.Id, after);

        Assert.Equal(kept, second.PagesDone);
        Assert.Equal(kept, (await postgres.ReadPagesAsync(create.Id)).Count);
    }

    [Fact]
    public async Task WritePages_ReadByAModel_AddTheirTokensAndTellWhatFailed()
    {
        var key = await postgres.Parses.InProgressAsync();
        await postgres.WriteAsync(key, 1, 1);
        Assert.Null((await postgres.FindAsync(key.Id)).InputTokens);

        await WriteAsync(key, new(2, "two") { InputTokens = 10, OutputTokens = 1 },
            new(3, "") { FailureCode = "model_refused", InputTokens = 20, OutputTokens = 2 });
        await WriteAsync(key, new(4, "") { FailureCode = "model_answer_empty" },
            new(5, "") { FailureCode = "model_refused", InputTokens = 5, OutputTokens = 3 });

        var parse = await postgres.FindAsync(key.Id);
        Assert.Equal((35L, 6L, 5, 5), (parse.InputTokens, parse.OutputTokens, parse.PagesDone, parse.EventCount));
        var events = await postgres.ReadEventsAsync(key.Id);
        Assert.Equal([1, 2, 3, 4, 5], events.Select(e => e.Number));
        Assert.Equal(["3 model_refused", "4 model_answer_empty", "5 model_refused"],
            events.Where(e => e.Kind == ParseEventKind.PageFailed).Select(e => e.Detail));
    }

    [Fact]
    public async Task WritePages_OfAStaleAttempt_LeaveNoEvent()
    {
        var key = await postgres.Parses.InProgressAsync();

        Assert.False(await WriteAsync(key with { Attempt = 7 }, new ParsedPage(1, "") { FailureCode = "model_refused", InputTokens = 1 }));

        Assert.Equal("created claimed", await postgres.ReadKindsAsync(key.Id));
        Assert.Null((await postgres.FindAsync(key.Id)).InputTokens);
    }

    private Task<bool> WriteAsync(AttemptKey key, params ParsedPage[] pages) =>
        postgres.Store.WritePagesAsync(key, pages, null, CancellationToken.None);

    private async Task<ParseAttempt> ClaimAsync(ParseId id, string? model)
    {
        await using var services = postgres.Database.Services(services => services.Configure<ModelsOptions>(models =>
        {
            if (model is not null) models["retab-large"] = new ModelOptions { Endpoint = new Uri("http://x/v1"), ModelId = model };
        }));
        var store = services.GetRequiredService<IParseStore>();
        return (await store.ClaimAsync(id, "worker", TestParses.Lease, CancellationToken.None))!;
    }
}
