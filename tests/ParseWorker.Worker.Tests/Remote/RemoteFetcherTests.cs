using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using ParseWorker.Core.Errors;
using ParseWorker.Core.Remote;
using ParseWorker.Worker.Remote;
using ParseWorker.Worker.Tests.Kit;

namespace ParseWorker.Worker.Tests.Remote;

/// <summary>The guard around fetches, against a server of this machine that the options allow for the test.</summary>
public sealed class RemoteFetcherTests : IAsyncLifetime
{
    private static readonly IPAddress Loopback = IPAddress.Loopback;
    private readonly FakeTimeProvider _time = new();
    private readonly List<string> _resolved = [];
    private readonly Dictionary<string, IPAddress[]> _names = new() { ["docs.test"] = [Loopback], ["other.test"] = [Loopback] };
    private readonly RemoteDocumentOptions _hosts = new();
    private readonly FetchOptions _options = new() { AllowedNetworks = "127.0.0.1", MaxBytes = 2048, MaxRedirects = 2 };
    private DocumentServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await DocumentServer.StartAsync();
        _hosts.AllowedHosts = $"docs.test:{_server.Port}, inner.test:{_server.Port}";
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Fetch_Document_CopiesItsBytesAndTellsNobodyAnything()
    {
        Assert.Equal("document", await FetchAsync(_server.UrlOf("/a.pdf?signature=1,2")));

        var headers = Assert.Single(_server.Calls).Headers;
        Assert.Equal(["Accept", "Accept-Encoding", "Host", "User-Agent"], headers.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("identity", headers.AcceptEncoding);
        Assert.Equal(["docs.test"], _resolved);
    }

    [Fact]
    public async Task Fetch_OfAHostWithALoopbackAddress_IsBlockedBeforeItConnects()
    {
        _options.AllowedNetworks = "";

        var error = await RefusedAsync(_server.UrlOf());

        Assert.Equal(ParseErrorCodes.RemoteAddressBlocked, error.Code);
        Assert.Equal("this machine", error.Details!["rule"]);
        Assert.Empty(_server.Calls);
    }

    [Fact]
    public async Task Fetch_OfAHostWithAPrivateAddressBesideAnAllowedOne_IsBlocked()
    {
        _names["docs.test"] = [Loopback, IPAddress.Parse("10.0.0.1")];

        Assert.Equal(ParseErrorCodes.RemoteAddressBlocked, (await RefusedAsync(_server.UrlOf())).Code);
        Assert.Empty(_server.Calls);
    }

    // The second answer of a name that is rebound is never asked for: one look-up, and the connection goes to what it said.
    [Fact]
    public async Task Fetch_OfANameThatIsRebound_ConnectsToTheAddressThatWasChecked()
    {
        var answers = new Queue<IPAddress[]>([[Loopback], [IPAddress.Parse("169.254.169.254")]]);
        using var fetcher = Fetcher((_, _) => Task.FromResult(answers.Dequeue()));
        using var document = new MemoryStream();

        await fetcher.FetchAsync(_server.UrlOf(), document, CancellationToken.None);

        Assert.Equal("document", Encoding.UTF8.GetString(document.ToArray()));
        Assert.Single(answers);
    }

    [Fact]
    public async Task Fetch_RedirectedWithinTheHost_FollowsIt()
    {
        _server.Answer = context =>
        {
            if (context.Request.Path == "/b") return context.Response.WriteAsync("there");
            context.Response.Redirect("/b");
            return Task.CompletedTask;
        };

        Assert.Equal("there", await FetchAsync(_server.UrlOf("/a")));
    }

    [Fact]
    public async Task Fetch_RedirectedToAnotherHost_IsRefused()
    {
        Redirect(_server.UrlOf(host: "other.test"));

        var error = await RefusedAsync(_server.UrlOf());

        Assert.Equal(ParseErrorCodes.RemoteHostNotAllowed, error.Code);
        Assert.Single(_server.Calls);
    }

    [Fact]
    public async Task Fetch_RedirectedToAnAllowedNameOfTheMetadataAddress_IsBlocked()
    {
        _names["inner.test"] = [IPAddress.Parse("169.254.169.254")];
        Redirect(_server.UrlOf("/latest/meta-data", "inner.test"));

        var error = await RefusedAsync(_server.UrlOf());

        Assert.Equal(ParseErrorCodes.RemoteAddressBlocked, error.Code);
        Assert.Contains("link-local", error.Details!["rule"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://docs.test/")]
    [InlineData("http://user:password@docs.test/")]
    public async Task Fetch_RedirectedToWhatIsNoPlainUrl_IsRefused(string location)
    {
        Redirect(location);

        Assert.Equal(ParseErrorCodes.RemoteUrlInvalid, (await RefusedAsync(_server.UrlOf())).Code);
    }

    [Fact]
    public async Task Fetch_RedirectedForEver_EndsAfterAFew()
    {
        Redirect(_server.UrlOf());

        Assert.Equal(ParseErrorCodes.RemoteRedirects, (await RefusedAsync(_server.UrlOf())).Code);
        Assert.Equal(_options.MaxRedirects + 1, _server.Calls.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Fetch_MoreThanTheLimit_IsCutOff(bool announced)
    {
        _server.Answer = async context =>
        {
            if (announced) context.Response.ContentLength = 4096;
            await context.Response.Body.WriteAsync(new byte[4096], context.RequestAborted);
        };

        Assert.Equal(ParseErrorCodes.RemoteTooLarge, (await RefusedAsync(_server.UrlOf())).Code);
    }

    [Theory]
    [InlineData(404, ParseErrorCodes.RemoteStatus)]
    [InlineData(403, ParseErrorCodes.RemoteStatus)]
    [InlineData(204, ParseErrorCodes.RemoteStatus)]
    [InlineData(304, ParseErrorCodes.RemoteStatus)]
    [InlineData(429, ParseErrorCodes.RemoteUnavailable)]
    [InlineData(503, ParseErrorCodes.RemoteUnavailable)]
    public async Task Fetch_AnotherStatus_SaysWhich(int status, string code)
    {
        _server.Answer = context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        };

        var error = await RefusedAsync(_server.UrlOf("/a?secret=1"));

        Assert.Equal((code, $"{status}"), (error.Code, error.Details!["status"]));
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_ACompressedBody_IsRefused()
    {
        _server.Answer = context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            return context.Response.WriteAsync("no document");
        };

        Assert.Equal(ParseErrorCodes.RemoteStatus, (await RefusedAsync(_server.UrlOf())).Code);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Fetch_StalledServer_IsGivenUpAfterTheTimeLimit(bool afterHeaders)
    {
        var stalled = new Gate();
        _server.Answer = async context =>
        {
            if (afterHeaders) await context.Response.WriteAsync("some");
            if (afterHeaders) await context.Response.Body.FlushAsync();
            await stalled.PassAsync().WaitAsync(context.RequestAborted);
        };
        var fetch = RefusedAsync(_server.UrlOf());
        await stalled.Reached;

        _time.Advance(_options.Timeout);

        Assert.Equal(ParseErrorCodes.RemoteTimeout, (await fetch).Code);
    }

    [Fact]
    public async Task Fetch_ToldToStop_StopsAtOnce()
    {
        var stalled = new Gate();
        _server.Answer = context => stalled.PassAsync().WaitAsync(context.RequestAborted);
        using var stop = new CancellationTokenSource();
        using var fetcher = Fetcher(ResolveAsync);
        var fetch = fetcher.FetchAsync(_server.UrlOf(), new MemoryStream(), stop.Token);
        await stalled.Reached;

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetch);
    }

    [Fact]
    public async Task Fetch_ServerThatBreaksOff_IsUnreachable()
    {
        _server.Answer = async context =>
        {
            context.Response.ContentLength = 100;
            await context.Response.WriteAsync("some");
            await context.Response.Body.FlushAsync();
            context.Abort();
        };

        Assert.Equal(ParseErrorCodes.RemoteUnreachable, (await RefusedAsync(_server.UrlOf())).Code);
    }

    [Fact]
    public async Task Fetch_UnknownName_IsUnreachableBecauseOfIt()
    {
        _hosts.AllowedHosts = "nowhere.test";

        var error = await RefusedAsync("http://nowhere.test/a.pdf");

        Assert.Equal(ParseErrorCodes.RemoteUnreachable, error.Code);
        Assert.Contains("leads to no address", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_PortThatNobodyListensOn_IsUnreachable()
    {
        // Taken, so that no other test's server gets it, and not listened on.
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)taken.LocalEndPoint!).Port;
        _hosts.AllowedHosts = $"docs.test:{port}";
        var url = $"http://docs.test:{port}/";

        Assert.Equal(ParseErrorCodes.RemoteUnreachable, (await RefusedAsync(url)).Code);
    }

    private void Redirect(string location) => _server.Answer = context =>
    {
        context.Response.Redirect(location);
        return Task.CompletedTask;
    };

    private async Task<string> FetchAsync(string url)
    {
        using var fetcher = Fetcher(ResolveAsync);
        using var document = new MemoryStream();
        await fetcher.FetchAsync(url, document, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(document.ToArray());
    }

    private async Task<ParseError> RefusedAsync(string url) =>
        (await Assert.ThrowsAsync<RemoteDocumentException>(() => FetchAsync(url))).Error;

    private RemoteFetcher Fetcher(HostResolver resolver)
    {
        var options = Options.Create(_options);
        return new RemoteFetcher(
            new RemoteUrlPolicy(Options.Create(_hosts)), new GuardedConnector(new AddressRules(_options.Networks), resolver), options,
            _time);
    }

    private Task<IPAddress[]> ResolveAsync(string host, CancellationToken token)
    {
        _resolved.Add(host);
        return _names.TryGetValue(host, out var addresses)
            ? Task.FromResult(addresses)
            : Task.FromException<IPAddress[]>(new SocketException((int)SocketError.HostNotFound));
    }
}
