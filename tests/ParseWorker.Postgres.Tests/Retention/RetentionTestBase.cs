using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using ParseWorker.Core.Documents;
using ParseWorker.Core.Storage;
using ParseWorker.Core.Workers;

namespace ParseWorker.Postgres.Tests.Retention;

/// <summary>Documents with their parses, and a clock of the purge that can be put forward.</summary>
public abstract class RetentionTestBase(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    protected const string InsertFile =
        "insert into parseworker.files (id, environment, name, mime_type, sha256) values ($1, 'test', 'a', 'text/plain', $2)";

    protected PostgresFixture Postgres { get; } = postgres;

    protected IRetentionStore Retention => Postgres.Services.GetRequiredService<IRetentionStore>();

    private IDocumentStore Documents => Postgres.Services.GetRequiredService<IDocumentStore>();

    protected async Task<NewParse> CreateAsync(string text)
    {
        var create = await Postgres.Parses.NewAsync();
        create = create with
        {
            Sha256 = await SaveAsync(text),
            Settings = create.Settings with { Instructions = text },
            File = create.File with { Name = $"{text}.txt" },
        };
        Assert.IsType<CreateResult.Created>(await Postgres.Store.CreateAsync(create, CancellationToken.None));
        return create;
    }

    protected async Task<byte[]> SaveAsync(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var sha256 = SHA256.HashData(bytes);
        await Documents.SaveAsync(sha256, new MemoryStream(bytes), CancellationToken.None);
        return sha256;
    }

    protected async Task<string> ReadAsync(ReadOnlyMemory<byte> sha256)
    {
        using var document = new MemoryStream();
        await Documents.CopyToAsync(sha256, document, CancellationToken.None);
        return Encoding.UTF8.GetString(document.ToArray());
    }

    protected Task<int> LetTheGracePassAsync() =>
        Postgres.Database.ExecuteAsync("update parseworker.released_blobs set released_at = released_at - interval '31 seconds'");

    protected async Task PurgeBlobsAsync()
    {
        while (await Retention.PurgeBlobsAsync(CancellationToken.None) is { Settled: > 0 }) ;
    }
}
