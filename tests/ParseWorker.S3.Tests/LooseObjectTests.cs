using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ParseWorker.Core.Documents;
using ParseWorker.Core.Workers;

namespace ParseWorker.S3.Tests;

/// <summary>Whatever becomes of a process that stores a document: no row is without bytes, and no object is never found.</summary>
public sealed class LooseObjectTests(StoreInBucket store) : IClassFixture<StoreInBucket>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, InlineData(1000), InlineData(20 * 1024 * 1024)]
    public async Task Object_WhoseWriterDiedBeforeTheRow_IsFoundAndDeletedTwice(int size)
    {
        var bytes = RandomNumberGenerator.GetBytes(size);
        await Assert.ThrowsAsync<DivideByZeroException>(() => SaveAsync(bytes, dies: true));
        Assert.Single(store.Server.Keys);
        Assert.Equal(0, await store.Retention.PurgeObjectsAsync(Token)); // its writer may live

        await LetPassAsync("15 minutes");
        Assert.Equal(1, await store.Retention.PurgeObjectsAsync(Token));
        Assert.Empty(store.Server.Keys);

        // What arrives late is under the same key.
        Assert.Equal(0, await store.Retention.PurgeObjectsAsync(Token));
        await LetPassAsync("1 day");
        Assert.Equal(1, await store.Retention.PurgeObjectsAsync(Token));
        Assert.Equal(0, await store.CountLooseAsync());
    }

    [Fact]
    public async Task Save_ThatWasGivenUpMeanwhile_MakesNoRow()
    {
        var bytes = RandomNumberGenerator.GetBytes(1000);
        var given = await Assert.ThrowsAsync<ObjectStoreException>(() => SaveAsync(bytes, meanwhile: async () =>
        {
            await LetPassAsync("15 minutes");
            await store.Retention.PurgeObjectsAsync(Token);
        }));

        Assert.Contains("given up", given.Message, StringComparison.Ordinal);
        Assert.Null(await store.Documents.OpenAsync(SHA256.HashData(bytes), Token));
        await LetPassAsync("1 day");
        await store.PurgeAsync();
        Assert.Equal((0, 0), (await store.CountLooseAsync(), store.Server.Keys.Count));
    }

    [Fact]
    public async Task Delete_WhileTheBucketIsAway_IsMadeUpFor()
    {
        var bytes = RandomNumberGenerator.GetBytes(1000);
        await store.Documents.SaveAsync(SHA256.HashData(bytes), new MemoryStream(bytes), Token);
        await store.Server.StopAsync();

        await Assert.ThrowsAsync<ObjectStoreException>(store.PurgeAsync);
        Assert.Null(await store.Documents.OpenAsync(SHA256.HashData(bytes), Token));

        await store.Server.ResumeAsync();
        await LetPassAsync("30 seconds");
        await store.PurgeAsync();
        Assert.Equal((0, 0), (await store.CountLooseAsync(), store.Server.Keys.Count));
    }

    [Fact]
    public async Task Delete_OfAnObjectThatTheBucketKeeps_DoesNotKeepTheOthers()
    {
        foreach (var n in (byte[])[1, 2, 3])
            await store.Documents.SaveAsync(SHA256.HashData([n]), new MemoryStream([n]), Token);
        await store.Database.ExecuteAsync("delete from parseworker.blobs where object_key is not null");
        var kept = store.Server.Keys[0];
        await using var services = ServicesOf(new Interrupted(store.Services.GetRequiredService<IObjectStore>()) { Kept = kept });

        await Assert.ThrowsAsync<ObjectStoreException>(() => services.GetRequiredService<IRetentionStore>().PurgeObjectsAsync(Token));

        Assert.Equal(kept, Assert.Single(store.Server.Keys));
        await LetPassAsync("30 seconds");
        await store.PurgeAsync();
        Assert.Equal((0, 0), (await store.CountLooseAsync(), store.Server.Keys.Count));
    }

    private async Task SaveAsync(byte[] bytes, bool dies = false, Func<Task>? meanwhile = null)
    {
        await using var services = ServicesOf(new Interrupted(store.Services.GetRequiredService<IObjectStore>(), dies, meanwhile));
        await services.GetRequiredService<IDocumentStore>().SaveAsync(SHA256.HashData(bytes), new MemoryStream(bytes), Token);
    }

    private ServiceProvider ServicesOf(IObjectStore bucket) => store.Database.Services(services =>
    {
        services.AddSingleton(store.Services.GetRequiredService<IConfiguration>());
        services.AddSingleton(bucket);
    });

    private Task<int> LetPassAsync(string time) =>
        store.Database.ExecuteAsync($"update parseworker.loose_objects set due_at = due_at - interval '{time}'");

    /// <summary>Something happens between the last byte and the row; or one object is not deleted.</summary>
    private sealed class Interrupted(IObjectStore inner, bool dies = false, Func<Task>? meanwhile = null) : IObjectStore
    {
        public string? Kept { get; init; }

        public bool IsConfigured => true;

        public string NewKey(ReadOnlyMemory<byte> sha256) => inner.NewKey(sha256);

        public async Task WriteAsync(StoredObject target, Stream content, Func<string?, Task> beforeStep, CancellationToken token)
        {
            await inner.WriteAsync(target, content, beforeStep, token);
            if (meanwhile is not null) await meanwhile();
            if (dies) throw new DivideByZeroException("The process is gone.");
        }

        public Stream Open(StoredObject source) => inner.Open(source);

        public Task DeleteAsync(string key, string? uploadId, CancellationToken token) =>
            key == Kept ? throw new ObjectStoreException("It is locked.") : inner.DeleteAsync(key, uploadId, token);

        public Task ProbeAsync(CancellationToken token) => inner.ProbeAsync(token);
    }
}
