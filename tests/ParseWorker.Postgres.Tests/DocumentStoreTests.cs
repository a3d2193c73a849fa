using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using ParseWorker.Core.Documents;

namespace ParseWorker.Postgres.Tests;

public sealed class DocumentStoreTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const int MiB = 1024 * 1024;

    private IDocumentStore Documents => postgres.Services.GetRequiredService<IDocumentStore>();

    [Theory, InlineData(0, 0), InlineData(1, 1), InlineData(MiB, 1), InlineData(MiB + 1, 2), InlineData(5 * MiB, 5)]
    public async Task Save_ThenCopy_GivesTheSameBytes(int size, long chunks)
    {
        var bytes = RandomNumberGenerator.GetBytes(size);
        var hash = SHA256.HashData(bytes);

        await Documents.SaveAsync(hash, new MemoryStream(bytes), CancellationToken.None);

        Assert.Equal(bytes, await ReadAsync(hash));
        Assert.Equal(chunks, await CountChunksAsync(hash));
    }

    [Fact]
    public async Task Save_FromTheMiddleOfAStream_StoresTheRest()
    {
        var content = new MemoryStream([1, 2, 3, 4]) { Position = 2 };
        var hash = SHA256.HashData([3, 4]);

        await Documents.SaveAsync(hash, content, CancellationToken.None);

        Assert.Equal([3, 4], await ReadAsync(hash));
        Assert.Equal(2, await postgres.Database.ScalarAsync<long>("select size from parseworker.blobs where sha256 = $1", hash));
    }

    [Fact]
    public async Task Save_OfTheSameBytesAtTheSameTime_StoresThemOnce()
    {
        for (var round = 0; round < 10; round++)
        {
            var bytes = RandomNumberGenerator.GetBytes(MiB + 1);
            var hash = SHA256.HashData(bytes);

            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ =>
                Task.Run(() => Documents.SaveAsync(hash, new MemoryStream(bytes), CancellationToken.None))));

            Assert.Equal(2, await CountChunksAsync(hash));
            Assert.Equal(bytes, await ReadAsync(hash));
        }
    }

    [Fact]
    public async Task Copy_OfUnknownBytes_SaysSo()
    {
        var missing = await Assert.ThrowsAsync<FileNotFoundException>(() => ReadAsync(SHA256.HashData("nobody's"u8)));

        Assert.Contains("not in the store", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_Cancelled_LeavesNothing()
    {
        var bytes = RandomNumberGenerator.GetBytes(3 * MiB);
        var hash = SHA256.HashData(bytes);
        using var source = new CancellationTokenSource();
        using var content = new CancellingStream(bytes, 2 * MiB, source);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Documents.SaveAsync(hash, content, source.Token));

        Assert.Equal(0, await CountChunksAsync(hash));
        await Assert.ThrowsAsync<FileNotFoundException>(() => ReadAsync(hash));
        await Documents.SaveAsync(hash, new MemoryStream(bytes), CancellationToken.None);
        Assert.Equal(bytes, await ReadAsync(hash));
    }

    private async Task<byte[]> ReadAsync(byte[] hash)
    {
        var copy = new MemoryStream();
        await Documents.CopyToAsync(hash, copy, CancellationToken.None);
        return copy.ToArray();
    }

    private Task<long> CountChunksAsync(byte[] hash) =>
        postgres.Database.ScalarAsync<long>("select count(*) from parseworker.blob_chunks where sha256 = $1", hash);

    /// <summary>Cancels once so many bytes were read.</summary>
    private sealed class CancellingStream(byte[] bytes, int after, CancellationTokenSource source) : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await base.ReadAsync(buffer, cancellationToken);
            if (Position >= after) await source.CancelAsync();
            return read;
        }
    }
}
