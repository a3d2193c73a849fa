using System.Net.Http.Headers;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using ParseWorker.Api.Tests.Hosting;

namespace ParseWorker.Api.Tests.Files;

public sealed class DownloadTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    /// <summary>Two chunks of the store and a part of a third.</summary>
    private const int Size = (2 * 1024 * 1024) + 12_345;

    private readonly ApiServer _api = fixture.Server;
    private readonly FileClient _files = new(fixture.Server);

    [Fact]
    public async Task DownloadLink_OfAFile_GivesItsExactBytesWithoutAKey()
    {
        var bytes = RandomNumberGenerator.GetBytes(Size);
        var id = await _files.UploadAsync("Rechnung März.bin", bytes);

        var link = await LinkAsync(id);

        Assert.Equal("60 minutes", link.ExpiresIn);
        using var answer = await _api.Anonymous.GetAsync(link.Url);
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal(bytes, await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal("Rechnung März.bin", answer.Content.Headers.ContentDisposition?.FileNameStar);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
    }

    [Theory]
    [InlineData(0, 9)]
    [InlineData(1024 * 1024 - 3, 1024 * 1024 + 5)]
    [InlineData(2 * 1024 * 1024, 2 * 1024 * 1024)]
    [InlineData(Size - 4, Size - 1)]
    public async Task Download_OfARange_IsThatRange(int from, int to)
    {
        var bytes = RandomNumberGenerator.GetBytes(Size);
        var link = await LinkAsync(await _files.UploadAsync("a.bin", bytes));
        using var request = new HttpRequestMessage(HttpMethod.Get, link.Url);
        request.Headers.Range = new RangeHeaderValue(from, to);

        using var answer = await _api.Anonymous.SendAsync(request, CancellationToken.None);

        Assert.Equal(206, (int)answer.StatusCode);
        Assert.Equal(bytes[from..(to + 1)], await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal(Size, answer.Content.Headers.ContentRange?.Length);
    }

    [Fact]
    public async Task Download_ByAHead_TellsTheLength()
    {
        var link = await LinkAsync(await _files.UploadAsync("a.bin", new byte[1000]));

        using var answer = await _api.Anonymous.SendAsync(HttpMethod.Head, link.Url);

        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal(1000, answer.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task Download_WithAChangedLink_Is404()
    {
        var url = (await LinkAsync(await _files.UploadAsync("a.bin", [1]))).Url;
        var other = (await LinkAsync(await _files.UploadAsync("b.bin", [2]))).Url;
        var (path, token) = (url.Split('?')[0], url.Split('?')[1]);

        foreach (var changed in new[] { path, $"{path}?token=junk", $"{path}?{token[..^4]}AAAA", $"{path}?{other.Split('?')[1]}" })
            await ApiServer.RefusedAsync(await _api.Anonymous.GetAsync(changed), 404, "not_found");
    }

    [Fact]
    public async Task Download_AfterAnHour_Is404()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = await ApiServer.StartAsync(
            fixture.Database, services: services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(time)), secret: _api.Secret);
        var path = new Uri((await LinkAsync(await _files.UploadAsync("a.bin", [1, 2]))).Url).PathAndQuery;
        Assert.Equal([1, 2], await server.Anonymous.GetByteArrayAsync(path));

        time.Advance(TimeSpan.FromMinutes(61));

        await ApiServer.RefusedAsync(await server.Anonymous.GetAsync(path), 404, "not_found");
        Assert.Equal([1, 2], await _api.Anonymous.GetByteArrayAsync(path));
    }

    // The keys are the database's: any process reads what another made.
    [Fact]
    public async Task Download_FromAnotherProcess_Works()
    {
        var url = (await LinkAsync(await _files.UploadAsync("a.bin", [1, 2, 3]))).Url;
        await using var other = await ApiServer.StartAsync(fixture.Database);

        Assert.Equal([1, 2, 3], await other.Anonymous.GetByteArrayAsync(new Uri(url).PathAndQuery));
    }

    [Fact]
    public async Task DownloadLink_OfAnotherEnvironmentsFile_Is404()
    {
        var id = await _files.UploadAsync("a.bin", [1]);
        using var stranger = new ApiClient(_api.Url, await _api.CreateKeyAsync("another"));

        await ApiServer.RefusedAsync(await stranger.GetAsync($"/v1/files/{id}"), 404, "not_found");
        await ApiServer.RefusedAsync(await stranger.GetAsync($"/v1/files/{id}/download-link"), 404, "not_found");
    }

    private async Task<(string Url, string ExpiresIn)> LinkAsync(string id)
    {
        var link = await ApiServer.ReadAsync(await _api.Client.GetAsync($"/v1/files/{id}/download-link"), 200);
        Assert.EndsWith($"/{id}.bin", link.GetProperty("mime_data").GetProperty("url").GetString(), StringComparison.Ordinal);
        Assert.EndsWith($"/{id}.bin", link.GetProperty("download_url").GetString()!.Split('?')[0], StringComparison.Ordinal);
        return (link.GetProperty("download_url").GetString()!, link.GetProperty("expires_in").GetString()!);
    }
}
