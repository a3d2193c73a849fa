using ParseWorker.Core.Parses;
using ParseWorker.Testing;

namespace ParseWorker.Postgres.Tests.Races;

/// <summary>A document that a worker fetches: whoever deletes its parse or has lost its attempt meanwhile leaves nothing behind.</summary>
public sealed class FetchedDocumentTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Delete_BehindAnUncommittedDocument_TakesTheFileWithIt()
    {
        var (key, file, sha256) = await FetchingAsync();
        await using var held = await HeldRow.OpenAsync(postgres);
        await held.RunAsync(Sql.RecordDocument, new { id = key.Id.ToString(), key.Attempt, sha256, mimeType = "text/plain" });

        Assert.True(await held.CommitInFrontOfAsync(
            postgres.Store.DeleteAsync(TestParses.Environment, key.Id, CancellationToken.None)));

        Assert.Equal(0, await FilesAsync(file));
    }

    [Fact]
    public async Task RecordDocument_ByAnAttemptThatWasLost_WritesNothing()
    {
        var (key, file, sha256) = await FetchingAsync();
        await postgres.ExpireLeaseAsync(key.Id);
        await postgres.TakeBackAsync();
        await postgres.ClaimAsync(key.Id);

        Assert.False(await postgres.Store.RecordDocumentAsync(key, sha256, "text/plain", CancellationToken.None));
        Assert.Equal(0, await FilesAsync(file));

        // Its repeat, after a reply that was lost, changes nothing.
        var next = key with { Attempt = 2 };
        for (var asked = 0; asked < 2; asked++)
            Assert.True(await postgres.Store.RecordDocumentAsync(next, sha256, "text/plain", CancellationToken.None));
        Assert.Equal(1, await FilesAsync(file));
    }

    [Fact]
    public async Task End_WithoutItsDocument_ForgetsTheAddress()
    {
        var (key, _, _) = await FetchingAsync();

        await postgres.EndAsync(key, Outcomes.Failed);

        Assert.Equal("", await postgres.Database.ScalarAsync<string>(
            "select coalesce(source_url, '') from parseworker.parses where id = $1", key.Id.ToString()));
    }

    private async Task<(AttemptKey Key, string File, byte[] Sha256)> FetchingAsync()
    {
        var key = await postgres.Parses.InProgressAsync();
        var id = key.Id.ToString();
        var file = await postgres.Database.ScalarAsync<string>("select file_id from parseworker.parses where id = $1", id);
        var sha256 = await postgres.Database.ScalarAsync<byte[]>("select sha256 from parseworker.parses where id = $1", id);
        await postgres.Database.ExecuteAsync(
            "update parseworker.parses set sha256 = null, source_url = 'https://docs.example/a.txt?secret' where id = $1", id);
        await postgres.Database.ExecuteAsync("delete from parseworker.files where id = $1", file);
        return (key, file, sha256);
    }

    private Task<long> FilesAsync(string file) =>
        postgres.Database.ScalarAsync<long>("select count(*) from parseworker.files where id = $1", file);
}
