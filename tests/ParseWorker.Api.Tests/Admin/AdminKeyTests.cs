using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using ParseWorker.Api.Auth;
using ParseWorker.Api.Tests.Hosting;
using ParseWorker.Testing;

namespace ParseWorker.Api.Tests.Admin;

/// <summary>Who gets to the admin routes: nobody without a configured key, and nobody with another one.</summary>
public sealed class AdminKeyTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Routes_WithoutAConfiguredKey_AreAsUnknownAsAnyOther()
    {
        await using var server = await ApiServer.StartAsync(database);

        await ApiServer.RefusedAsync(await new AdminClient(server).SendAsync("GET", "/keys"), 401, "unauthorized");
        await ApiServer.RefusedAsync(await new AdminClient(server, server.Secret).SendAsync("GET", "/keys"), 404, "not_found");
        var document = await ApiServer.TextAsync(await server.Anonymous.GetAsync("/openapi/v1.json"));
        Assert.DoesNotContain("admin", document, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Request_WithAnApiKey_Is401HoweverOften()
    {
        await using var server = await ApiFixture.StartAsync(database);

        for (var sent = 0; sent <= GuessLimit.MaxFailures; sent++)
            await ApiServer.RefusedAsync(await new AdminClient(server, server.Secret).SendAsync("GET", "/keys"), 401, "unauthorized");
    }

    [Fact]
    public async Task AdminKey_OnTheRoutesOfApiKeys_Is401()
    {
        await using var server = await ApiFixture.StartAsync(database);
        using var client = new ApiClient(server.Url, ApiFixture.AdminKey);

        await ApiServer.RefusedAsync(await client.GetAsync("/v1/parses"), 401, "unauthorized");
    }

    // The router answers these itself, for endpoints that say nothing of who may.
    [Theory]
    [InlineData("POST", "/keys", "text/plain", 415, "unsupported_media_type")]
    [InlineData("PATCH", "/keys/key_1", "application/x-www-form-urlencoded", 415, "unsupported_media_type")]
    [InlineData("PUT", "/environments/sales", "text/plain", 415, "unsupported_media_type")]
    [InlineData("PUT", "/keys", "application/json", 405, "method_not_allowed")]
    [InlineData("POST", "/nothing", "application/json", 404, "not_found")]
    public async Task Request_ThatNoRouteTakes_IsToldSoToTheAdminKeyAlone(
        string method, string path, string type, int status, string code)
    {
        await using var server = await ApiFixture.StartAsync(database);

        await ApiServer.RefusedAsync(await SendAsync(ApiFixture.AdminKey), status, code);
        await ApiServer.RefusedAsync(await SendAsync(server.Secret), 401, "unauthorized");
        var error = await ApiServer.RefusedAsync(await SendAsync("a guess"), 401, "unauthorized");
        Assert.Contains("takes the admin key", error.GetProperty("message").GetString(), StringComparison.Ordinal);

        Task<HttpResponseMessage> SendAsync(string key) =>
            new AdminClient(server, key).SendAsync(method, path, new StringContent("{}", Encoding.UTF8, type));
    }

    [Fact]
    public async Task WrongKeys_FromOneAddress_AreThrottledForAMinute()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = await ApiFixture.StartAsync(
            database, services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(time)));
        for (var sent = 0; sent < GuessLimit.MaxFailures; sent++)
            await ApiServer.RefusedAsync(await new AdminClient(server, $"guess-{sent}").SendAsync("GET", "/keys"), 401, "unauthorized");

        var refused = await new AdminClient(server).SendAsync("GET", "/keys"); // though it is right: nothing is compared
        Assert.Equal(GuessLimit.Window, refused.Headers.RetryAfter!.Delta);
        await ApiServer.RefusedAsync(refused, 429, "too_many_attempts");

        time.Advance(GuessLimit.Window);
        await ApiServer.ReadAsync(await new AdminClient(server).SendAsync("GET", "/keys"), 200);
    }

    [Theory]
    [InlineData(ApiFixture.AdminKey + "\n", 0b110_100_000, null)]
    [InlineData(ApiFixture.AdminKey, 0b110_100_100, "chmod 640")]
    [InlineData(ApiFixture.AdminKey, 0b110_110_000, "chmod 640")]
    [InlineData("too-short", 0b110_000_000, "shorter than 32")]
    [InlineData(null, 0, "cannot be read")]
    public async Task KeyFile_IsReadWhereItIsSafe(string? content, int mode, string? sentence)
    {
        var file = Path.Combine(Path.GetTempPath(), $"admin-key-{Guid.NewGuid():N}");
        try
        {
            if (content is not null)
            {
                await File.WriteAllTextAsync(file, content, TestContext.Current.CancellationToken);
                if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, (UnixFileMode)mode);
            }

            var starting = ApiServer.StartAsync(
                database, builder => builder.Configuration.AddInMemoryCollection([new("Admin:KeyFile", file)]));
            if (sentence is null)
            {
                await using var server = await starting;
                await ApiServer.ReadAsync(await new AdminClient(server).SendAsync("GET", "/environments"), 200);
                return;
            }

            var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => starting);
            Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
            if (content is not null) Assert.DoesNotContain(content, refused.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("abc", "")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000", "/tmp/also-a-file")]
    public async Task Key_ThatIsNoHashOrGivenTwice_IsRefusedAtTheStart(string hash, string file) =>
        await Assert.ThrowsAsync<OptionsValidationException>(() => ApiServer.StartAsync(database, builder =>
            builder.Configuration.AddInMemoryCollection([new("Admin:KeyHash", hash), new("Admin:KeyFile", file)])));
}
