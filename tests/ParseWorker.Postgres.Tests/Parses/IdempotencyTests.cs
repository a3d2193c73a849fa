using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;
using ParseWorker.Postgres.Tests.Races;
using ParseWorker.Testing;

namespace ParseWorker.Postgres.Tests.Parses;

/// <summary>Same key, same parse.</summary>
public sealed class IdempotencyTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Create_WithAKeyUsedBefore_AnswersWithThatParseAsItIsNow()
    {
        var create = await NewAsync("used");
        await CreatedAsync(create);
        await postgres.ClaimAsync(create.Id);

        var joined = Assert.IsType<CreateResult.Joined>(await CreateAsync(PostgresFixture.Again(create)));

        Assert.Equal(await postgres.FindAsync(create.Id), joined.Parse);
        Assert.Equal(ParseStatus.InProgress, joined.Parse.Status);
    }

    [Fact]
    public async Task Create_WithAKeyOfAnotherRequest_IsRefused()
    {
        var create = await NewAsync("reused");
        await CreatedAsync(create);

        Assert.IsType<CreateResult.KeyReused>(await CreateAsync(PostgresFixture.Again(create) with { Fingerprint = new byte[32] }));
    }

    [Fact]
    public async Task Create_WithAKeyWhoseParseWasDeleted_IsNew()
    {
        var create = await NewAsync("deleted");
        await CreatedAsync(create);
        await postgres.Store.DeleteAsync(TestParses.Environment, create.Id, CancellationToken.None);

        await CreatedAsync(PostgresFixture.Again(create));
    }

    [Fact]
    public async Task Create_WithAnotherEnvironmentsKey_IsNewAndJoinedInItsOwn()
    {
        var create = await NewAsync("shared");
        var other = PostgresFixture.Again(create) with { Environment = "another" };
        await CreatedAsync(create);
        await CreatedAsync(other);

        foreach (var first in new[] { create, other })
            Assert.Equal(first.Id, Assert.IsType<CreateResult.Joined>(await CreateAsync(PostgresFixture.Again(first))).Parse.Id);
    }

    [Fact]
    public async Task Create_ThatFails_LeavesNoKeyBehind()
    {
        var create = await NewAsync("lost");
        var unknown = create with { Sha256 = new byte[32] };
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => CreateAsync(unknown));
        Assert.Equal(PostgresErrorCodes.ForeignKeyViolation, refusal.SqlState);

        await CreatedAsync(create);
    }

    [Fact]
    public async Task Create_TwiceAtTheSameTime_MakesOneParse()
    {
        var template = await NewAsync("-");
        for (var round = 0; round < Race.Rounds; round++)
        {
            var (create, again) = (PostgresFixture.Again(template) with { IdempotencyKey = $"race-{round}" },
                PostgresFixture.Again(template) with { IdempotencyKey = $"race-{round}" });
            var (left, right) = await Race.RunAsync(() => CreateAsync(create), () => CreateAsync(again));

            var (created, joined) = left is CreateResult.Created ? (left, right) : (right, left);
            Assert.Equal(Assert.IsType<CreateResult.Created>(created).Parse.Id, Assert.IsType<CreateResult.Joined>(joined).Parse.Id);
        }

        Assert.Equal(Race.Rounds,
            await postgres.Database.ScalarAsync<long>("select count(*) from parseworker.idempotency_keys where key like 'race-%'"));
        await postgres.AssertAllSoundAsync();
    }

    [Fact]
    public async Task Create_TwiceWithOneKeyAndTwoRequests_MakesOneParse()
    {
        var template = await NewAsync("-");
        for (var round = 0; round < Race.Rounds; round++)
        {
            var create = PostgresFixture.Again(template) with { IdempotencyKey = $"clash-{round}" };
            var other = PostgresFixture.Again(create) with { Fingerprint = new byte[32] };
            var (left, right) = await Race.RunAsync(() => CreateAsync(create), () => CreateAsync(other));

            Assert.True(left is CreateResult.Created != right is CreateResult.Created, $"{left} and {right}");
            Assert.True(left is CreateResult.KeyReused != right is CreateResult.KeyReused, $"{left} and {right}");
        }
    }

    [Fact]
    public async Task Create_WhileTheKeysParseIsDeleted_JoinsItOrIsNew()
    {
        var template = await NewAsync("-");
        for (var round = 0; round < Race.Rounds; round++)
        {
            var first = PostgresFixture.Again(template) with { IdempotencyKey = $"vanish-{round}" };
            await CreatedAsync(first);
            var (result, _) = await Race.RunAsync(
                () => CreateAsync(PostgresFixture.Again(first)),
                    () => postgres.Store.DeleteAsync(TestParses.Environment, first.Id, CancellationToken.None));

            Assert.True(result is CreateResult.Created || result is CreateResult.Joined { Parse: var parse } && parse.Id == first.Id,
                $"{result}");
        }
    }

    [Fact]
    public async Task Create_BehindAnUncommittedDelete_IsNew()
    {
        var create = await NewAsync("vanishing");
        await CreatedAsync(create);
        await using var held = await HeldRow.OpenAsync(postgres);
        await held.RunAsync(Sql.DeleteParse, new { id = create.Id.ToString(), environment = TestParses.Environment });

        Assert.IsType<CreateResult.Created>(await held.CommitInFrontOfAsync(CreateAsync(PostgresFixture.Again(create))));
    }

    private async Task<NewParse> NewAsync(string key) => await postgres.Parses.NewAsync() with { IdempotencyKey = key };

    private Task<CreateResult> CreateAsync(NewParse create) => postgres.Store.CreateAsync(create, CancellationToken.None);

    private async Task CreatedAsync(NewParse create)
    {
        var created = Assert.IsType<CreateResult.Created>(await CreateAsync(create));
        Assert.Equal((create.Id, ParseStatus.Pending), (created.Parse.Id, created.Parse.Status));
    }

    [Fact]
    public async Task Create_KeyIsTakenAndGoneEveryTime_GivesUp()
    {
        // What a delete between the two statements does, again and again: neither statement finds the key.
        await using var database = new TestDatabase();
        await database.InitializeAsync();
        await database.ExecuteAsync(
            "create function parseworker.lose_key() returns trigger language plpgsql as $$ begin return null; end $$");
        await database.ExecuteAsync(
            "create trigger lose_key before insert on parseworker.idempotency_keys for each row execute function parseworker.lose_key()");
        await using var services = database.Services();
        var parse = await new TestParses(database, services).NewAsync() with { IdempotencyKey = "k" };
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));

        var create = services.GetRequiredService<IParseStore>().CreateAsync(parse, deadline.Token);

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => create);
        Assert.Contains(parse.Id.ToString(), failure.Message, StringComparison.Ordinal);
    }
}
