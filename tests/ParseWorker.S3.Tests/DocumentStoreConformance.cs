using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using ParseWorker.Core.Documents;

namespace ParseWorker.S3.Tests;

/// <summary>What every place for documents keeps to.</summary>
public abstract class DocumentStoreConformance(StoreFixture store)
{
    private const int MiB = 1024 * 1024;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IDocumentStore Documents => store.Documents;

    // In a bucket: nothing, one request, the largest of one request, two parts, three.
    [Theory, InlineData(0), InlineData(1), InlineData(MiB + 1), InlineData(16 * MiB), InlineData((16 * MiB) + 1), InlineData(40 * MiB)]
    public async Task Save_ThenCopy_GivesTheSameBytes(int size)
    {
        var (bytes, hash) = Document(size);

        await Documents.SaveAsync(hash, new MemoryStream(bytes), Token);

        Assert.Equal(bytes, await ReadAsync(Documents, hash));
        Assert.Equal(size, await store.Database.ScalarAsync<long>("select size from parseworker.blobs where sha256 = $1", hash));
        Assert.Equal(store.IsBucket, await IsInBucketAsync(hash));
    }

    [Theory, InlineData(2, 4), InlineData(100, 20 * MiB)]
    public async Task Save_FromTheMiddleOfAStream_StoresTheRest(int from, int size)
    {
        var (bytes, _) = Document(size);
        var hash = SHA256.HashData(bytes.AsSpan(from));

        await Documents.SaveAsync(hash, new MemoryStream(bytes) { Position = from }, Token);

        Assert.Equal(bytes[from..], await ReadAsync(Documents, hash));
    }

    [Fact]
    public async Task Save_OfTheSameBytesAtTheSameTime_StoresThemOnce()
    {
        for (var round = 0; round < 10; round++)
        {
            var (bytes, hash) = Document(MiB + 1);

            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ =>
                Task.Run(() => Documents.SaveAsync(hash, new MemoryStream(bytes), Token), Token)));
            await store.AddFileAsync(hash);
            await store.PurgeAsync();

            Assert.Equal(bytes, await ReadAsync(Documents, hash));
            Assert.Equal(store.IsBucket ? 1 : 0, store.Server.Keys.Count(key => IsOf(hash, key)));
        }
    }

    [Fact]
    public async Task Read_OfUnknownBytes_SaysSo()
    {
        var unknown = SHA256.HashData("nobody's"u8);

        var missing = await Assert.ThrowsAsync<FileNotFoundException>(() => ReadAsync(Documents, unknown));
        Assert.Contains("not in the store", missing.Message, StringComparison.Ordinal);
        Assert.Null(await Documents.OpenAsync(unknown, Token));
    }

    [Theory, InlineData(3 * MiB, 2 * MiB), InlineData(40 * MiB, 20 * MiB)]
    public async Task Save_Cancelled_LeavesNoDocument(int size, int after)
    {
        var (bytes, hash) = Document(size);
        using var source = new CancellationTokenSource();
        using var content = new CancellingStream(bytes, after, source);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Documents.SaveAsync(hash, content, source.Token));

        await Assert.ThrowsAsync<FileNotFoundException>(() => ReadAsync(Documents, hash));
        await Documents.SaveAsync(hash, new MemoryStream(bytes), Token);
        Assert.Equal(bytes, await ReadAsync(Documents, hash));
    }

    [Fact]
    public async Task Open_ReadHereAndThere_GivesTheBytesOfThatPlace()
    {
        var (bytes, hash) = Document((3 * MiB) + 5);
        await Documents.SaveAsync(hash, new MemoryStream(bytes), Token);
        await using var stream = await Documents.OpenAsync(hash, Token);
        var buffer = new byte[1000];
        int[] places = [2 * MiB, 0, 7, (3 * MiB) + 1, MiB - 3, 5];

        Assert.Equal(bytes.Length, stream!.Length);
        foreach (var place in places)
        {
            stream.Position = place;
            var read = place % 2 == 0 ? stream.ReadAtLeast(buffer, 1000, false) : await stream.ReadAtLeastAsync(buffer, 1000, false, Token);
            Assert.Equal(bytes.AsSpan(place, Math.Min(1000, bytes.Length - place)), buffer.AsSpan(0, read));
        }

        stream.Seek(0, SeekOrigin.End);
        Assert.Equal(0, await stream.ReadAsync(buffer, Token));
        stream.Position = 0;
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, Token);
        Assert.Equal(bytes, copy.ToArray());
        stream.Position = bytes.Length - 5; // its hash was compared already
        Assert.Equal(5, await stream.ReadAtLeastAsync(buffer, 1000, false, Token));
    }

    [Fact]
    public async Task Purge_OnceNothingRefersToADocument_RemovesItsBytes()
    {
        var (bytes, hash) = Document(100);
        await Documents.SaveAsync(hash, new MemoryStream(bytes), Token);
        var (first, second) = (await store.AddFileAsync(hash), await store.AddFileAsync(hash));

        await store.DeleteFileAsync(first);
        await store.PurgeAsync();
        Assert.Equal(bytes, await ReadAsync(Documents, hash));

        await store.DeleteFileAsync(second);
        await store.PurgeAsync();
        await Assert.ThrowsAsync<FileNotFoundException>(() => ReadAsync(Documents, hash));
        Assert.DoesNotContain(store.Server.Keys, key => IsOf(hash, key));
    }

    // Whoever stores bytes that are just removed stores them anew, or keeps the removal from happening.
    [Fact]
    public async Task Save_WhileTheSameBytesArePurged_NeverLosesThem()
    {
        var (bytes, hash) = Document(1000);
        await Documents.SaveAsync(hash, new MemoryStream(bytes), Token);
        for (var round = 0; round < 100; round++)
        {
            await store.Database.ExecuteAsync("update parseworker.released_blobs set released_at = released_at - interval '31 seconds'");
            var purging = Task.Run(() => store.Retention.PurgeBlobsAsync(Token), Token);
            var sweeping = Task.Run(() => store.Retention.PurgeObjectsAsync(Token), Token);

            await Documents.SaveAsync(hash, new MemoryStream(bytes), Token);
            var file = await store.AddFileAsync(hash);
            await Task.WhenAll(purging, sweeping);

            Assert.Equal(bytes, await ReadAsync(Documents, hash));
            await store.DeleteFileAsync(file);
        }
    }

    [Fact]
    public async Task Documents_StoredBeforeASwitch_AreReadAndDeletedAfterIt()
    {
        var (bytes, hash) = Document(MiB + 10);
        var (other, otherHash) = Document(50);
        await Documents.SaveAsync(hash, new MemoryStream(bytes), Token);
        await using var switched = store.ServicesOf(store.IsBucket ? BlobPlace.Postgres : BlobPlace.S3);
        var after = switched.GetRequiredService<IDocumentStore>();

        await after.SaveAsync(otherHash, new MemoryStream(other), Token);
        await after.SaveAsync(hash, new MemoryStream(bytes), Token); // it stays where it is

        Assert.Equal((store.IsBucket, !store.IsBucket), (await IsInBucketAsync(hash), await IsInBucketAsync(otherHash)));
        foreach (var documents in new[] { Documents, after })
        {
            Assert.Equal(bytes, await ReadAsync(documents, hash));
            Assert.Equal(other, await ReadAsync(documents, otherHash));
        }

        await store.PurgeAsync();
        await Assert.ThrowsAsync<FileNotFoundException>(() => ReadAsync(after, hash));
        await Assert.ThrowsAsync<FileNotFoundException>(() => ReadAsync(Documents, otherHash));
        Assert.DoesNotContain(store.Server.Keys, key => IsOf(hash, key) || IsOf(otherHash, key));
    }

    private static (byte[] Bytes, byte[] Hash) Document(int size)
    {
        var bytes = RandomNumberGenerator.GetBytes(size);
        return (bytes, SHA256.HashData(bytes));
    }

    private static bool IsOf(byte[] hash, string key) => key.Contains(Convert.ToHexStringLower(hash), StringComparison.Ordinal);

    private static async Task<byte[]> ReadAsync(IDocumentStore documents, byte[] hash)
    {
        var copy = new MemoryStream();
        await documents.CopyToAsync(hash, copy, CancellationToken.None);
        return copy.ToArray();
    }

    private Task<bool> IsInBucketAsync(byte[] hash) =>
        store.Database.ScalarAsync<bool>("select object_key is not null from parseworker.blobs where sha256 = $1", hash);

    /// <summary>Cancels once so many bytes were read.</summary>
    private sealed class CancellingStream(byte[] bytes, int after, CancellationTokenSource source) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => Noted(base.Read(buffer, offset, count));

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            Task.FromResult(Read(buffer, offset, count));

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(Noted(base.Read(buffer.Span)));

        private int Noted(int read)
        {
            if (Position >= after) source.Cancel();
            return read;
        }
    }
}
