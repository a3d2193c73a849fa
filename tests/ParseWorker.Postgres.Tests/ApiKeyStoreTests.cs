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
        await Keys.AddAsync("secret-of-ann", ann, CancellationToken.None);
        await Keys.AddAsync("secret-of-bob", new ApiKey("key_2", "bob", "staging"), CancellationToken.None);

        Assert.Equal(ann, await Keys.FindAsync("secret-of-ann", CancellationToken.None));
        foreach (var wrong in new[] { "Secret-of-ann", "secret-of-an", "", "key_1", Hash("secret-of-ann") })
            Assert.Null(await Keys.FindAsync(wrong, CancellationToken.None));
    }

    [Fact]
    public async Task Add_OfASecret_StoresOnlyItsHash()
    {
        await Keys.AddAsync("never-written", new ApiKey("key_3", "carol", "production"), CancellationToken.None);

        var row = await postgres.Database.ScalarAsync<string>("select k::text from parseworker.api_keys k where id = 'key_3'");

        Assert.Contains(Hash("never-written"), row, StringComparison.Ordinal);
        Assert.DoesNotContain("never-written", row, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToHexStringLower("never-written"u8), row, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Add_OfASecretTwice_IsRefused()
    {
        await Keys.AddAsync("twice", new ApiKey("key_4", "dan", "production"), CancellationToken.None);

        await Assert.ThrowsAsync<PostgresException>(() =>
            Keys.AddAsync("twice", new ApiKey("key_5", "dan", "staging"), CancellationToken.None));
    }

    private static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
