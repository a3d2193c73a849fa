using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using ParseWorker.Core.Documents;
using ParseWorker.Core.Files;
using ParseWorker.Core.Workers;
using ParseWorker.Postgres.Files;
using ParseWorker.Testing;

namespace ParseWorker.Postgres.Tests;

/// <summary>Uploads become files once, and their bytes leave with the last that refers to them.</summary>
public sealed class FileStoreTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private IFileStore Files => postgres.Services.GetRequiredService<IFileStore>();

    private IDocumentStore Documents => postgres.Services.GetRequiredService<IDocumentStore>();

    private IRetentionStore Retention => postgres.Services.GetRequiredService<IRetentionStore>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Complete_TwiceAtOnce_MakesOneFile()
    {
        var id = await OpenAsync(TimeSpan.FromHours(1));
        await ReceiveAsync(id, "once");

        var completed = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Files.CompleteUploadAsync(id, Token)));

        Assert.Single(completed, done => done);
        var file = await Files.FindAsync(TestParses.Environment, id, Token);
        Assert.True(file!.IsUploaded);
        Assert.Null(await Files.FindAsync("another", id, Token));
    }

    [Fact]
    public async Task Complete_BeforeTheBytes_DoesNothing()
    {
        var id = await OpenAsync(TimeSpan.FromHours(1));

        Assert.False(await Files.CompleteUploadAsync(id, Token));
        Assert.Null(await Files.FindAsync(TestParses.Environment, id, Token));
    }

    [Fact]
    public async Task Receive_AfterItWasCompleted_DoesNothing()
    {
        var id = await OpenAsync(TimeSpan.FromHours(1));
        var first = await ReceiveAsync(id, "first");
        await Files.CompleteUploadAsync(id, Token);
        var second = await SaveAsync("second, too late");

        Assert.False(await Files.ReceiveUploadAsync(id, second, "text/plain", Token));
        Assert.Equal(first, (await Files.FindAsync(TestParses.Environment, id, Token))!.Sha256.ToArray());
    }

    [Fact]
    public async Task Purge_OfWhatArrivedForAnUpload_WaitsForTheUpload()
    {
        var id = await OpenAsync(TimeSpan.FromHours(1));
        var sha256 = await ReceiveAsync(id, $"waiting {Guid.NewGuid()}");

        await PurgeAsync();

        await using var content = await Documents.OpenAsync(sha256, Token);
        Assert.NotNull(content);
    }

    [Fact]
    public async Task Purge_OfAnUploadThatExpired_TakesItsBytes()
    {
        var id = await OpenAsync(TimeSpan.FromHours(-1));
        var sha256 = await ReceiveAsync(id, $"expired {Guid.NewGuid()}");

        await PurgeAsync();

        Assert.Null(await Files.FindUploadAsync(id, Token));
        Assert.Null(await Documents.OpenAsync(sha256, Token));
    }

    [Fact]
    public async Task Receive_OfOtherBytes_LetsTheFirstOnesGo()
    {
        var id = await OpenAsync(TimeSpan.FromHours(1));
        var first = await ReceiveAsync(id, $"first {Guid.NewGuid()}");
        await PurgeAsync(); // its being stored is forgotten: from here on it is the upload's alone
        var second = await ReceiveAsync(id, $"second {Guid.NewGuid()}");

        await PurgeAsync();

        Assert.Null(await Documents.OpenAsync(first, Token));
        await using var content = await Documents.OpenAsync(second, Token);
        Assert.NotNull(content);
    }

    [Fact]
    public async Task Delete_OfAFile_ForgetsItsUpload()
    {
        var id = await OpenAsync(TimeSpan.FromHours(1));
        var sha256 = await ReceiveAsync(id, $"deleted {Guid.NewGuid()}");
        await Files.CompleteUploadAsync(id, Token);

        await postgres.Database.ExecuteAsync($"delete from parseworker.files where id = '{id}'");
        await PurgeAsync();

        Assert.Null(await Files.FindUploadAsync(id, Token));
        Assert.Null(await Documents.OpenAsync(sha256, Token));
    }

    [Fact]
    public async Task Open_OfALongDocument_ReadsAnyPartOfIt()
    {
        var bytes = RandomNumberGenerator.GetBytes((3 * DocumentStore.ChunkBytes) + 7);
        var sha256 = SHA256.HashData(bytes);
        await Documents.SaveAsync(sha256, new MemoryStream(bytes), Token);

        await using var content = (await Documents.OpenAsync(sha256, Token))!;

        Assert.Equal(bytes.Length, content.Length);
        foreach (var at in new[] { bytes.Length - 3, 0, DocumentStore.ChunkBytes - 2, 2 * DocumentStore.ChunkBytes })
        {
            var part = new byte[Math.Min(5, bytes.Length - at)];
            content.Seek(at, SeekOrigin.Begin);
            await content.ReadExactlyAsync(part, Token);
            Assert.Equal(bytes[at..(at + part.Length)], part);
            content.Position = at;
            content.ReadExactly(part);
            Assert.Equal(bytes[at..(at + part.Length)], part);
        }

    }

    private async Task<FileId> OpenAsync(TimeSpan expiresAfter)
    {
        var now = TimeProvider.System.GetUtcNow();
        var upload = new Upload
        {
            Id = FileId.New(now),
            Environment = TestParses.Environment,
            Name = "a.txt",
            Size = 1,
            TokenHash = SHA256.HashData("token"u8),
            ExpiresAt = now + expiresAfter,
        };
        await Files.OpenUploadAsync(upload, Token);
        return upload.Id;
    }

    private async Task<byte[]> ReceiveAsync(FileId id, string text)
    {
        var sha256 = await SaveAsync(text);
        Assert.True(await Files.ReceiveUploadAsync(id, sha256, "text/plain", Token));
        return sha256;
    }

    private async Task<byte[]> SaveAsync(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var sha256 = SHA256.HashData(bytes);
        await Documents.SaveAsync(sha256, new MemoryStream(bytes), Token);
        return sha256;
    }

    /// <summary>Everything that is free half a minute from now.</summary>
    private async Task PurgeAsync()
    {
        while (await Retention.PurgeUploadsAsync(Token) > 0) ;
        await postgres.Database.ExecuteAsync("update parseworker.released_blobs set released_at = released_at - interval '31 seconds'");
        while (await Retention.PurgeBlobsAsync(Token) is { Settled: > 0 }) ;
    }
}
