using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using ParseWorker.Core.Auth;

namespace ParseWorker.Postgres.Tests;

public sealed class ApiKeyStoreTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private IApiKeyStore Keys => postgres.Services.GetRequiredService<IApiKeyStore>();

    [Fact]
    public async Task Find_OfAnIssuedSecret_IsItsKeyAndNoOther()
    {
        var ann = new ApiKey("key_1", "ann", "production");
        await Keys.AddAsync("secret-of-ann", ann, null, CancellationToken.None);
        await Keys.AddAsync("secret-of-bob", new ApiKey("key_2", "bob", "staging"), null, CancellationToken.None);

        Assert.Equal(ann, await Keys.FindAsync("secret-of-ann", CancellationToken.None));
        foreach (var wrong in new[] { "Secret-of-ann", "secret-of-an", "", "key_1", Hash("secret-of-ann") })
            Assert.Null(await Keys.FindAsync(wrong, CancellationToken.None));
    }

    [Fact]
    public async Task Add_OfASecret_StoresOnlyItsHash()
    {
        await Keys.AddAsync("never-written", new ApiKey("key_3", "carol", "production"), null, CancellationToken.None);

        var row = await postgres.Database.ScalarAsync<string>("select k::text from parseworker.api_keys k where id = 'key_3'");

        Assert.Contains(Hash("never-written"), row, StringComparison.Ordinal);
        Assert.DoesNotContain("never-written", row, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToHexStringLower("never-written"u8), row, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Add_OfASecretTwice_IsRefused()
    {
        await Keys.AddAsync("twice", new ApiKey("key_4", "dan", "production"), null, CancellationToken.None);

        await Assert.ThrowsAsync<PostgresException>(() =>
            Keys.AddAsync("twice", new ApiKey("key_5", "dan", "staging"), null, CancellationToken.None));
    }

    [Fact]
    public async Task List_OfAnEnvironment_IsItsKeysInOrder()
    {
        await Keys.AddAsync("first", new ApiKey("key_7", "eve", "listed"), null, CancellationToken.None);
        await Keys.AddAsync("second", new ApiKey("key_6", "fay", "listed"), null, CancellationToken.None);
        await Keys.AddAsync("third", new ApiKey("key_8", "gil", "another"), null, CancellationToken.None);

        var listed = await Keys.ListAsync("listed", CancellationToken.None);

        Assert.Equal(["key_7", "key_6"], listed.Select(issued => issued.Key.Id));
        Assert.True(listed[0].CreatedAt <= listed[1].CreatedAt && listed[0].CreatedAt > DateTimeOffset.UnixEpoch);
        Assert.Contains("key_8", (await Keys.ListAsync(null, CancellationToken.None)).Select(issued => issued.Key.Id));
        Assert.Empty(await Keys.ListAsync("nobody's", CancellationToken.None));
    }

    [Fact]
    public async Task Revoke_OfAKey_FindsItsSecretNoMoreAndLeavesOthers()
    {
        var (hal, ida) = (new ApiKey("key_9", "hal", "revoking"), new ApiKey("key_10", "ida", "revoking"));
        await Keys.AddAsync("secret-of-hal", hal, null, CancellationToken.None);
        await Keys.AddAsync("secret-of-ida", ida, null, CancellationToken.None);

        Assert.Equal(hal, await Keys.RevokeAsync("key_9", CancellationToken.None));

        Assert.Null(await Keys.FindAsync("secret-of-hal", CancellationToken.None));
        Assert.Equal(ida, await Keys.FindAsync("secret-of-ida", CancellationToken.None));
        Assert.Null(await Keys.RevokeAsync("key_9", CancellationToken.None));
    }

    [Fact]
    public async Task Limit_OfAKey_IsShownAndMayBeTakenBack()
    {
        var issued = await Keys.AddAsync("limited", new ApiKey("key_11", "jim", "limiting"), 5, CancellationToken.None);
        Assert.Equal((5, "jim"), (issued.MostWaiting, issued.Key.Name));

        Assert.Equal(0, (await Keys.LimitAsync("key_11", 0, CancellationToken.None))!.MostWaiting);
        Assert.Equal(0, Assert.Single(await Keys.ListAsync("limiting", CancellationToken.None)).MostWaiting);
        Assert.Null((await Keys.LimitAsync("key_11", null, CancellationToken.None))!.MostWaiting);
        Assert.Equal(issued with { MostWaiting = null }, await Keys.FindIssuedAsync("key_11", CancellationToken.None));

        Assert.Null(await Keys.LimitAsync("key_0", 1, CancellationToken.None));
        Assert.Null(await Keys.FindIssuedAsync("key_0", CancellationToken.None));
    }

    [Fact]
    public async Task Environments_AreThoseWithKeysAndThoseThatWereWeighed()
    {
        var environments = postgres.Services.GetRequiredService<IEnvironmentStore>();
        await Keys.AddAsync("open", new ApiKey("key_12", "kay", "weighed-a"), null, CancellationToken.None);

        Assert.Equal(new EnvironmentShare("weighed-a", 3, 1), await environments.WeighAsync("weighed-a", 3, CancellationToken.None));
        Assert.Equal(new EnvironmentShare("weighed-b", 2, 0), await environments.WeighAsync("weighed-b", 2, CancellationToken.None));
        await Keys.AddAsync("other", new ApiKey("key_13", "lea", "weighed-c"), null, CancellationToken.None);
        await environments.WeighAsync("weighed-b", 7, CancellationToken.None);

        var listed = await environments.ListAsync(CancellationToken.None);
        Assert.Equal(
            [new EnvironmentShare("weighed-a", 3, 1), new EnvironmentShare("weighed-b", 7, 0), new EnvironmentShare("weighed-c", 1, 1)],
            listed.Where(one => one.Name.StartsWith("weighed", StringComparison.Ordinal)));
    }

    private static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
