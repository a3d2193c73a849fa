using System.Security.Cryptography;
using System.Text;
using ParseWorker.Core.Errors;
using ParseWorker.Core.Parses;
using ParseWorker.Testing;

namespace ParseWorker.Postgres.Tests.Retention;

/// <summary>What was deleted is gone, with its document, and a document that is in use stays.</summary>
public sealed class DocumentPurgeTests(PostgresFixture postgres) : RetentionTestBase(postgres)
{
    [Fact]
    public async Task Delete_OfAParse_LeavesNothingOfItInAnyTable()
    {
        var marker = $"marker-{Guid.NewGuid():N}";
        var parse = await CreateAsync(marker);
        await Postgres.ClaimAsync(parse.Id);
        var key = new AttemptKey(parse.Id, 1);
        await Postgres.Store.WritePagesAsync(key, [new ParsedPage(1, marker)], 1, CancellationToken.None);
        await Postgres.EndAsync(key, new ParseOutcome.Failed(new ParseError("internal_error", marker)));
        Assert.NotEmpty(await TablesWithAsync(marker));

        Assert.True(await Postgres.Store.DeleteAsync(TestParses.Environment, parse.Id, CancellationToken.None));
        await LetTheGracePassAsync();
        await PurgeBlobsAsync();

        Assert.Empty(await TablesWithAsync(marker));
        Assert.Empty(await TablesWithAsync(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(marker)))));
    }

    [Fact]
    public async Task Purge_OfADocumentThatAnotherParseHas_LeavesIt()
    {
        var marker = $"marker-{Guid.NewGuid():N}";
        var (first, second) = (await CreateAsync(marker), await CreateAsync(marker));

        await Postgres.Store.DeleteAsync(TestParses.Environment, first.Id, CancellationToken.None);
        await LetTheGracePassAsync();
        await PurgeBlobsAsync();

        Assert.Equal(marker, await ReadAsync(second.Sha256));
    }

    [Fact]
    public async Task Purge_OfADocumentThatWasJustStored_WaitsForItsParse()
    {
        var marker = $"marker-{Guid.NewGuid():N}";
        var sha256 = await SaveAsync(marker);

        await PurgeBlobsAsync();
        Assert.Equal(marker, await ReadAsync(sha256));

        await LetTheGracePassAsync();
        await SaveAsync(marker); // stored again: its parse may be on its way
        await PurgeBlobsAsync();
        Assert.Equal(marker, await ReadAsync(sha256));

        await LetTheGracePassAsync();
        await PurgeBlobsAsync();
        await Assert.ThrowsAsync<FileNotFoundException>(() => ReadAsync(sha256));
    }

    [Fact]
    public async Task Purge_WhileAParseOfTheDocumentIsRecorded_LeavesTheDocument()
    {
        var marker = $"marker-{Guid.NewGuid():N}";
        var sha256 = await SaveAsync(marker);
        await LetTheGracePassAsync();
        var token = TestContext.Current.CancellationToken;
        await using var connection = await Postgres.Database.Source.OpenConnectionAsync(token);
        await using var recording = await connection.BeginTransactionAsync(token);
        await using var insert = connection.CreateCommand();
        insert.CommandText = InsertFile;
        insert.Parameters.Add(new() { Value = $"file_{Guid.NewGuid():N}" });
        insert.Parameters.Add(new() { Value = sha256 });
        await insert.ExecuteNonQueryAsync(token);

        await PurgeBlobsAsync();
        await recording.CommitAsync(token);
        await PurgeBlobsAsync();

        Assert.Equal(marker, await ReadAsync(sha256));
    }

    [Fact]
    public async Task Delete_WhileItsDocumentIsLookedAt_IsNotForgotten()
    {
        var token = TestContext.Current.CancellationToken;
        var marker = $"marker-{Guid.NewGuid():N}";
        var parse = await CreateAsync(marker);
        await LetTheGracePassAsync();
        await using var connection = await Postgres.Database.Source.OpenConnectionAsync(token);
        await using var purging = await connection.BeginTransactionAsync(token);
        await using var purge = connection.CreateCommand();
        purge.CommandText = Sql.PurgeBlobs;
        purge.Parameters.AddWithValue("Grace", TimeSpan.FromSeconds(30));
        purge.Parameters.AddWithValue("limit", 50);
        purge.Parameters.AddWithValue("MostBytes", 8_000_000L);
        await purge.ExecuteNonQueryAsync(token); // it saw the parse, and holds its document's note

        var deleting = Postgres.Store.DeleteAsync(TestParses.Environment, parse.Id, token);
        await purging.CommitAsync(token);
        Assert.True(await deleting);
        await LetTheGracePassAsync();
        await PurgeBlobsAsync();

        await Assert.ThrowsAsync<FileNotFoundException>(() => ReadAsync(parse.Sha256));
    }

    [Fact]
    public async Task Purge_WhileAParseOfTheDocumentIsDeleted_LeavesItForTheNext()
    {
        var token = TestContext.Current.CancellationToken;
        var marker = $"marker-{Guid.NewGuid():N}";
        var parse = await CreateAsync(marker);
        await LetTheGracePassAsync();
        await using var connection = await Postgres.Database.Source.OpenConnectionAsync(token);
        await using var deleting = await connection.BeginTransactionAsync(token);
        await using var delete = connection.CreateCommand();
        delete.CommandText = "delete from parseworker.parses where id = $1";
        delete.Parameters.Add(new() { Value = parse.Id.ToString() });
        Assert.Equal(1, await delete.ExecuteNonQueryAsync(token));

        await PurgeBlobsAsync(); // it still sees the parse
        await deleting.CommitAsync(token);
        await LetTheGracePassAsync();
        await PurgeBlobsAsync();

        await Assert.ThrowsAsync<FileNotFoundException>(() => ReadAsync(parse.Sha256));
    }

    /// <summary>The tables, of every schema, in one of whose rows the text stands; bytes are looked at as hexadecimal digits.</summary>
    private async Task<List<string>> TablesWithAsync(string text)
    {
        var tables = (await Postgres.Database.ScalarAsync<string>("""
            select string_agg(format('%I.%I', schemaname, tablename), ' ')
            from pg_tables where schemaname not in ('pg_catalog', 'information_schema')
            """)).Split(' ');
        var hex = Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text));
        var found = new List<string>();
        foreach (var table in tables)
        {
            var rows = await Postgres.Database.ScalarAsync<long>(
                $"select count(*) from {table} t where t::text like '%' || $1 || '%' or t::text like '%' || $2 || '%'", text, hex);
            if (rows > 0) found.Add(table);
        }

        return found;
    }
}
