using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using ParseWorker.Api.Tests.Hosting;

namespace ParseWorker.Api.Tests.Connections;

/// <summary>One API process follows another on the same port.</summary>
public sealed class SharedPortTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private const int Requests = 100;

    [Fact]
    public async Task Start_OnAPortThatAnotherShares_ServesItBesideAndAfterIt()
    {
        await using var last = await StartAsync("http://127.0.0.1:0", shared: true);
        await using var next = await StartAsync(last.Url.ToString(), shared: true);
        for (var n = 0; n < Requests; n++) Assert.Equal(200, await AskAsync(last.Url));

        await last.DisposeAsync();

        for (var n = 0; n < Requests; n++) Assert.Equal(200, await AskAsync(last.Url));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task Start_OnAPortThatEitherDoesNotShare_Fails(bool lastShares, bool nextShares)
    {
        await using var last = await StartAsync("http://127.0.0.1:0", lastShares);

        var failure = await Assert.ThrowsAsync<IOException>(() => StartAsync(last.Url.ToString(), nextShares));

        Assert.Contains("address already in use", failure.Message, StringComparison.Ordinal); // deploy/lib/service.sh looks for these words
    }

    private Task<ApiServer> StartAsync(string url, bool shared) => ApiServer.StartAsync(fixture.Database, builder =>
    {
        builder.WebHost.UseUrls(url);
        builder.Configuration.AddInMemoryCollection([new("Port:Shared", $"{shared}")]);
    });

    // A connection each: which of the two takes it is the kernel's choice.
    private static async Task<int> AskAsync(Uri url)
    {
        using var http = new HttpClient();
        return (int)(await http.GetAsync(new Uri(url, "health/live"), TestContext.Current.CancellationToken)).StatusCode;
    }
}
