using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ParseWorker.Core.Documents;
using ParseWorker.Core.Workers;
using ParseWorker.Testing;
using ParseWorker.Testing.Processes;

namespace ParseWorker.S3.Tests;

/// <summary>A database, an S3 server, and services that store documents in one of them; for one test class.</summary>
public abstract class StoreFixture(BlobPlace place) : IAsyncLifetime
{
    public TestDatabase Database { get; } = new();

    public S3Server Server { get; private set; } = null!;

    /// <summary>Services that store where this fixture does.</summary>
    public ServiceProvider Services { get; private set; } = null!;

    public IDocumentStore Documents => Services.GetRequiredService<IDocumentStore>();

    public IRetentionStore Retention => Services.GetRequiredService<IRetentionStore>();

    public bool IsBucket => place == BlobPlace.S3;

    public async ValueTask InitializeAsync()
    {
        await Database.InitializeAsync();
        Server = await S3Server.StartAsync();
        Services = ServicesOf(place);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Services.DisposeAsync();
        await Server.DisposeAsync();
        await Database.DisposeAsync();
    }

    /// <summary>Services that store somewhere else, or reach the server by another way, on the same database.</summary>
    public ServiceProvider ServicesOf(BlobPlace at, Uri? address = null, Dictionary<string, string>? more = null) =>
        Database.Services(services =>
        {
            var settings = Database.Settings();
            foreach (var (name, value) in Server.Settings(address: address)) settings[name] = value;
            settings["Blobs:Store"] = at.ToString();
            foreach (var (name, value) in more ?? []) settings[name] = value;
            services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        });

    /// <summary>Refers to a document, as the file of a parse does.</summary>
    public async Task<string> AddFileAsync(byte[] sha256)
    {
        var id = $"file_{Guid.NewGuid():N}";
        const string insert =
            "insert into parseworker.files (id, environment, name, mime_type, sha256) values ($1, 'test', 'a', 'text/plain', $2)";
        await Database.ExecuteAsync(insert, id, sha256);
        return id;
    }

    /// <summary>Lets go of it.</summary>
    public Task DeleteFileAsync(string id) => Database.ExecuteAsync("delete from parseworker.files where id = $1", id);

    /// <summary>Removes all that nobody refers to, as if it had been so for half a minute.</summary>
    public async Task PurgeAsync()
    {
        await Database.ExecuteAsync("update parseworker.released_blobs set released_at = released_at - interval '31 seconds'");
        while (await Retention.PurgeBlobsAsync(CancellationToken.None) is { Settled: > 0 }) ;
        while (await Retention.PurgeObjectsAsync(CancellationToken.None) > 0) ;
    }

    /// <summary>How many objects there are that no blob has: being written, or to be deleted.</summary>
    public Task<long> CountLooseAsync() => Database.ScalarAsync<long>("select count(*) from parseworker.loose_objects");
}

/// <summary>Documents in the database, beside a bucket that is there.</summary>
public sealed class StoreInPostgres() : StoreFixture(BlobPlace.Postgres);

/// <summary>Documents in a bucket.</summary>
public sealed class StoreInBucket() : StoreFixture(BlobPlace.S3);
