using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using ParseWorker.Core.Documents;

namespace ParseWorker.S3.Tests;

/// <summary>What the way to the bucket does to documents: nothing, or an error that says what is at fault.</summary>
public sealed class BucketFaultTests(StoreInBucket store) : IClassFixture<StoreInBucket>, IAsyncLifetime
{
    private const int MiB = 1024 * 1024;
    private const string AnyGet = "GET /documents/parseworker-";
    private const string AnyPut = "PUT /documents/parseworker-";

    private FaultyBucket _bucket = null!;
    private ServiceProvider _services = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IDocumentStore Documents => _services.GetRequiredService<IDocumentStore>();

    public ValueTask InitializeAsync()
    {
        _bucket = new FaultyBucket(store.Server);
        _services = store.ServicesOf(BlobPlace.S3, _bucket.Address, new() { ["S3:Timeout"] = "00:00:05" });
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _bucket.DisposeAsync();
    }

    [Trait("Needs", "Time")]
    [Theory, InlineData(1000), InlineData(20 * MiB)]
    public async Task Save_RefusedForAMoment_IsRepeated(int size)
    {
        var bytes = RandomNumberGenerator.GetBytes(size);
        _bucket.Next(BucketFault.Refuse, AnyPut, times: 2);

        await Documents.SaveAsync(SHA256.HashData(bytes), new MemoryStream(bytes), Token);

        Assert.Equal(2, _bucket.Happened);
        Assert.Equal(bytes, await ReadAsync(SHA256.HashData(bytes)));
    }

    [Trait("Needs", "Time")]
    [Fact]
    public async Task Save_RefusedAgainAndAgain_LeavesNoRow()
    {
        var bytes = RandomNumberGenerator.GetBytes(1000);
        _bucket.Next(BucketFault.Refuse, AnyPut, times: 100);

        var refused = await Assert.ThrowsAsync<ObjectStoreException>(
            () => Documents.SaveAsync(SHA256.HashData(bytes), new MemoryStream(bytes), Token));

        Assert.Contains("503 SlowDown", refused.Message, StringComparison.Ordinal);
        Assert.False(refused.IsSetup);
        Assert.Null(await Documents.OpenAsync(SHA256.HashData(bytes), Token));
    }

    [Fact]
    public async Task Copy_ThatBreaksOff_GoesOnFromThere()
    {
        var bytes = await SaveAsync(3 * MiB);
        _bucket.Next(BucketFault.Cut, AnyGet, times: 2);

        Assert.Equal(bytes, await ReadAsync(SHA256.HashData(bytes)));
        Assert.Equal(2, _bucket.Happened);
    }

    [Fact]
    public async Task Copy_OfOtherBytesThanWereStored_IsRefused()
    {
        var bytes = await SaveAsync(3 * MiB);
        _bucket.Next(BucketFault.Flip, AnyGet);

        var damaged = await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(SHA256.HashData(bytes)));

        Assert.Contains("SHA-256 is another", damaged.Message, StringComparison.Ordinal);
        Assert.Equal(bytes, await ReadAsync(SHA256.HashData(bytes)));
    }

    [Fact]
    public async Task Copy_OfAnObjectThatIsGone_SaysSo()
    {
        var bytes = await SaveAsync(1000);
        var bucket = store.Services.GetRequiredService<IObjectStore>();
        foreach (var key in store.Server.Keys) await bucket.DeleteAsync(key, uploadId: null, Token);

        await Assert.ThrowsAsync<FileNotFoundException>(() => ReadAsync(SHA256.HashData(bytes)));
    }

    [Trait("Needs", "Time")]
    [Fact]
    public async Task Copy_WithoutAnAnswer_EndsAsAnUnreachableBucket()
    {
        var bytes = await SaveAsync(1000);
        _bucket.Next(BucketFault.Hang, AnyGet, times: 100);

        var silent = await Assert.ThrowsAsync<ObjectStoreException>(() => ReadAsync(SHA256.HashData(bytes)));

        Assert.Contains("does not answer", silent.Message, StringComparison.Ordinal);
        Assert.False(silent.IsSetup);
    }

    [Fact]
    public async Task Probe_OfAServerThatIsNotThere_FailsAsUnreachable()
    {
        await using var nowhere = store.ServicesOf(BlobPlace.S3, new Uri("http://127.0.0.1:9"));

        var unreachable = await Assert.ThrowsAsync<ObjectStoreException>(
            () => nowhere.GetRequiredService<IObjectStore>().ProbeAsync(Token));

        Assert.False(unreachable.IsSetup);
        Assert.Equal("The bucket 'documents' at http://127.0.0.1:9 does not answer.", unreachable.Message);
        await nowhere.CheckBucketAsync(Token); // it may be there when it is needed
    }

    private async Task<byte[]> SaveAsync(int size)
    {
        var bytes = RandomNumberGenerator.GetBytes(size);
        await store.Documents.SaveAsync(SHA256.HashData(bytes), new MemoryStream(bytes), Token);
        return bytes;
    }

    private async Task<byte[]> ReadAsync(byte[] hash)
    {
        var copy = new MemoryStream();
        await Documents.CopyToAsync(hash, copy, Token);
        return copy.ToArray();
    }
}
