using System.Text.Json;
using Microsoft.Extensions.Configuration;
using ParseWorker.Api.Tests.Hosting;
using ParseWorker.Testing;

namespace ParseWorker.Api.Tests.Parses;

/// <summary>URLs of the web at the door: recorded for the worker, or refused; nothing is fetched here.</summary>
public sealed class RemoteDocumentTests : IAsyncLifetime
{
    private readonly TestDatabase _database = new();
    private ApiServer _api = null!;

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        _api = await ApiServer.StartAsync(_database, builder =>
            builder.Configuration.AddInMemoryCollection([new("RemoteDocuments:AllowedHosts", "files.example.com")]));
    }

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Create_UrlOfAnAllowedHost_IsRecordedWholeAndShownToNobody()
    {
        var url = "https://files.example.com/" + new string('a', 2000) + ".pdf?one=1,2&two=%2C";

        var answer = await _api.PostAsync(Body(url));
        var text = await ApiServer.TextAsync(answer);

        Assert.Equal(201, (int)answer.StatusCode);
        Assert.DoesNotContain("files.example.com", text, StringComparison.Ordinal);
        Assert.Equal("application/octet-stream", JsonElement.Parse(text).GetProperty("file").GetProperty("mime_type").GetString());
        Assert.Equal(url, await _database.ScalarAsync<string>("select source_url from parseworker.parses where sha256 is null"));
        Assert.Equal(0L, await _database.ScalarAsync<long>("select count(*) from parseworker.files"));
    }

    [Theory]
    [InlineData("https://other.example.com/a.pdf", "remote_host_not_allowed")]
    [InlineData("http://169.254.169.254/latest/meta-data", "remote_host_not_allowed")]
    [InlineData("https://files.example.com:8080/a.pdf", "remote_host_not_allowed")]
    [InlineData("https://user:password@files.example.com/a.pdf", "remote_url_invalid")]
    [InlineData("https://", "remote_url_invalid")]
    [InlineData("gs://bucket/a.pdf", "unsupported_url")]
    [InlineData("file:///etc/passwd", "unsupported_url")]
    [InlineData("files.example.com/a.pdf", "invalid_data_url")]
    [InlineData("https://storage.retab.com/test/file_01ARZ3NDEKTSV4RRFFQ69G5FAV.pdf", "unknown_file")]
    [InlineData("https://storage.retab.com/org/file_0123456789abcdef.pdf", "unknown_file")]
    public async Task Create_UrlOutsideTheRules_NamesTheRuleAndRecordsNothing(string url, string code)
    {
        var error = await ApiServer.RefusedAsync(await _api.PostAsync(Body(url)), 422, code);

        Assert.DoesNotContain("password@", error.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(0L, await _database.ScalarAsync<long>("select count(*) from parseworker.parses"));
    }

    [Fact]
    public async Task Create_UrlThatIsTooLong_IsRefused() => await ApiServer.RefusedAsync(
        await _api.PostAsync(Body("https://files.example.com/" + new string('a', 100_000))), 422, "remote_url_invalid");

    [Fact]
    public async Task Create_SameKey_IsTheSameParseOnlyForTheSameUrl()
    {
        void Keyed(HttpRequestMessage request) => request.Headers.Add("Idempotency-Key", "one");
        var first = await ApiServer.ReadAsync(await _api.PostAsync(Body("https://files.example.com/a.pdf"), Keyed), 201);

        var again = await ApiServer.ReadAsync(await _api.PostAsync(Body("https://files.example.com/a.pdf"), Keyed), 201);

        Assert.Equal(first.GetProperty("id").GetString(), again.GetProperty("id").GetString());
        await ApiServer.RefusedAsync(await _api.PostAsync(Body("https://files.example.com/b.pdf"), Keyed), 422, "idempotency_key_reused");
    }

    private static string Body(string url) =>
        JsonSerializer.Serialize(new { background = true, document = new { filename = "a.pdf", url } });
}
