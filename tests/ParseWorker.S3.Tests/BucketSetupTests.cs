using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ParseWorker.Core.Documents;
using ParseWorker.Testing.Processes;

namespace ParseWorker.S3.Tests;

/// <summary>A bucket that is set up wrong is one sentence at start, without a secret in it.</summary>
public sealed class BucketSetupTests(StoreInBucket store) : IClassFixture<StoreInBucket>
{
    private const string Secret = "a-secret-of-nobody";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("S3:Bucket", "another", "there is no such bucket: create it, or correct S3__Bucket.")]
    [InlineData("S3:AccessKey", "another", "the server does not know the access key: correct S3__AccessKey.")]
    [InlineData("S3:SecretKey", Secret, "the secret is not that of the access key: correct S3__SecretKey.")]
    public async Task Check_OfABucketThatIsSetUpWrong_SaysWhatToCorrect(string setting, string value, string sentence)
    {
        await using var services = store.ServicesOf(BlobPlace.S3, more: new() { [setting] = value });

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => services.CheckBucketAsync(Token));

        Assert.EndsWith(sentence, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("403 Forbidden", "AccessDenied",
        "access is denied: the key needs s3:ListBucket, s3:GetObject, s3:PutObject, s3:DeleteObject and s3:AbortMultipartUpload.")]
    [InlineData("400 Bad Request", "AuthorizationHeaderMalformed",
        "the bucket is in another region: correct S3__Region or S3__Endpoint.")]
    public async Task Check_OfABucketThatRefuses_SaysWhatToCorrect(string status, string code, string sentence)
    {
        await using var bucket = new FaultyBucket(store.Server) { Status = status, Code = code };
        await using var services = store.ServicesOf(BlobPlace.S3, bucket.Address, new() { ["S3:SecretKey"] = Secret });
        bucket.Next(BucketFault.Refuse, "GET /documents/", times: 100);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => services.CheckBucketAsync(Token));

        Assert.EndsWith(sentence, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_OfABucketThatIsThere_SaysNothing() => await store.Services.CheckBucketAsync(Token);

    [Fact]
    public async Task SecretKeyFile_InsteadOfASecret_IsRead()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "S3RVER\n", Token);
        await using var services = store.ServicesOf(BlobPlace.S3, more: new() { ["S3:SecretKey"] = "", ["S3:SecretKeyFile"] = file });

        await services.CheckBucketAsync(Token);
        File.Delete(file);
    }

    [Theory]
    [InlineData("S3:Bucket", "", "Blobs:Store is S3, but S3:Bucket names no bucket.")]
    [InlineData("S3:Bucket", "Not A Bucket", "S3:Bucket is no name of a bucket: 3 to 63 characters of a-z, 0-9, '.' and '-'.")]
    [InlineData("S3:Endpoint", "", "S3:Bucket names a bucket, but neither S3:Region nor S3:Endpoint says where it is.")]
    [InlineData("S3:Endpoint", "ftp://host", "S3:Endpoint is no address of a server: write it as https://host or http://host:port.")]
    [InlineData("S3:Endpoint", "http://me:word@host",
        "S3:Endpoint holds a user or a password: they belong in S3:AccessKey and S3:SecretKey.")]
    [InlineData("S3:SecretKey", "",
        "S3:AccessKey and one of S3:SecretKey and S3:SecretKeyFile belong together: set two of them, or none.")]
    [InlineData("S3:EncryptionKey", "a-key", "S3:EncryptionKey is for S3:Encryption=Kms.")]
    [InlineData("S3:Prefix", "a b", "S3:Prefix may have at most 512 characters, of A-Z, a-z, 0-9 and !_.*'()/-.")]
    public async Task Settings_ThatDoNotFit_AreRefusedAtStart(string setting, string value, string sentence)
    {
        await using var services = store.ServicesOf(BlobPlace.S3, more: new() { [setting] = value });

        var refused = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithoutTheBucketOfStoredDocuments_IsRefused()
    {
        await store.Database.ExecuteAsync("delete from parseworker.blobs");
        await store.Database.ExecuteAsync("delete from parseworker.loose_objects");
        await using var without = store.ServicesOf(BlobPlace.Postgres, more: new() { ["S3:Bucket"] = "" });
        await StartAsync(without);

        await store.Documents.SaveAsync(SHA256.HashData("abc"u8), new MemoryStream("abc"u8.ToArray()), Token);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(without));
        Assert.StartsWith("Documents of this database are in a bucket, and", refused.Message, StringComparison.Ordinal);
        await StartAsync(store.Services);
    }

    // Its documents would fail one after the other, and deletes would be taken for done.
    [Fact]
    public async Task Start_WithAnotherBucketThanThatOfStoredDocuments_IsRefused()
    {
        await store.Documents.SaveAsync(SHA256.HashData("abc"u8), new MemoryStream("abc"u8.ToArray()), Token);
        await using var empty = await S3Server.StartAsync();
        await using var services = store.ServicesOf(BlobPlace.S3, empty.Address);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(services));

        Assert.StartsWith("The bucket that S3__Bucket names does not hold the documents", refused.Message, StringComparison.Ordinal);
    }

    private static async Task StartAsync(ServiceProvider services)
    {
        foreach (var check in services.GetServices<IHostedService>().Where(service => service.GetType().Name == "BucketCheck"))
            await check.StartAsync(Token);
    }
}
