using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using ParseWorker.Core.Documents;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;

namespace ParseWorker.Testing;

/// <summary>Brings a parse into a status through the store, as the processes would.</summary>
public sealed class TestParses(TestDatabase database, IServiceProvider services)
{
    /// <summary>The environment that the parses belong to.</summary>
    public const string Environment = "test";

    /// <summary>The lease of claims made here: long enough that no test outlives it.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    private readonly IParseStore _store = services.GetRequiredService<IParseStore>();
    private readonly IDocumentStore _documents = services.GetRequiredService<IDocumentStore>();

    /// <summary>A create whose document is stored; every call is another request.</summary>
    public async Task<NewParse> NewAsync(string environment = Environment, byte[]? document = null, string fileName = "a.txt")
    {
        var bytes = document ?? Encoding.ASCII.GetBytes($"No other test has this text: {Guid.NewGuid()}.");
        var hash = SHA256.HashData(bytes);
        await _documents.SaveAsync(hash, new MemoryStream(bytes), CancellationToken.None);
        return new NewParse
        {
            Id = ParseId.New(TimeProvider.System.GetUtcNow()),
            Environment = environment,
            File = new DocumentFile("file_" + Ulid.NewUlid(TimeProvider.System.GetUtcNow()), fileName, "text/plain"),
            Sha256 = hash,
            Settings = new ParseSettings { Model = "retab-small" },
            Fingerprint = RandomNumberGenerator.GetBytes(32),
        };
    }

    /// <summary>A parse that waits for admission.</summary>
    public async Task<ParseId> PendingAsync(string environment = Environment, byte[]? document = null, string fileName = "a.txt")
    {
        var parse = await NewAsync(environment, document, fileName);
        await _store.CreateAsync(parse, CancellationToken.None);
        return parse.Id;
    }

    /// <summary>A parse that is queued, whatever room there is; it has no job.</summary>
    public async Task<ParseId> QueuedAsync(string environment = Environment, byte[]? document = null, string fileName = "a.txt")
    {
        var id = await PendingAsync(environment, document, fileName);
        await database.ExecuteAsync("update parseworker.parses set status = 'queued', queued_at = now() where id = $1", id.ToString());
        return id;
    }

    /// <summary>A parse in progress under its first attempt.</summary>
    public async Task<AttemptKey> InProgressAsync(string environment = Environment, TimeSpan? lease = null)
    {
        var id = await PendingAsync(environment);
        var attempt = await _store.ClaimAsync(id, "test-worker", lease ?? Lease, CancellationToken.None);
        return attempt!.Key;
    }
}
