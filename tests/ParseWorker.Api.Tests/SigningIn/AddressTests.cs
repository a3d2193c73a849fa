using System.Net;
using ParseWorker.Api.Tests.Hosting;
using ParseWorker.Providers;

namespace ParseWorker.Api.Tests.SigningIn;

/// <summary>Signing in where browsers know this service by another address than it has.</summary>
public sealed class AddressTests(ProviderFixture fixture) : IClassFixture<ProviderFixture>
{
    private static readonly (string, string?) Trust = ("PublicAddress:TrustedProxies", "127.0.0.1");

    [Fact]
    public async Task SignIn_ThroughAProxyWithAPrefix_LeadsThereAndBackAndOut()
    {
        await using var provider = await FakeProvider.StartAsync();
        await using var api = await fixture.StartAsync(provider, Trust);
        await using var proxy = await PrefixProxy.StartAsync(api.Url);
        using var person = new Person(proxy.Address);
        var prefix = proxy.Address.AbsolutePath;

        var wanted = await person.GetAsync("hangfire/parses?status=failed");
        var link = Person.Link(await ApiServer.TextAsync(await person.GetAsync(Person.Next(wanted))));
        var shown = await person.OpenAsync(link);

        Assert.Equal(HttpStatusCode.OK, shown.StatusCode);
        Assert.Equal(prefix + "hangfire/parses?status=failed", shown.RequestMessage!.RequestUri!.PathAndQuery);
        Assert.Equal(new Uri(proxy.Address, "sign-in/openid/callback").AbsoluteUri, Assert.Single(provider.Asked)["redirect_uri"]);
        Assert.Contains($"href=\"{prefix}hangfire/sign-out\"", await ApiServer.TextAsync(shown), StringComparison.Ordinal);

        var page = await ApiServer.TextAsync(await person.PressAsync("hangfire/sign-out"));
        await person.GetAsync(WebUtility.HtmlDecode(page.Split("content=\"0; url=")[1].Split('"')[0]));
        Assert.Equal(new Uri(proxy.Address, "sign-in").AbsoluteUri, Assert.Single(provider.Ended)["post_logout_redirect_uri"]);
        Assert.Equal(HttpStatusCode.Redirect, (await person.GetAsync("hangfire")).StatusCode);
    }

    [Fact]
    public async Task SignIn_WithAPasswordThroughAProxyWithAPrefix_LeadsBack()
    {
        await using var provider = await FakeProvider.StartAsync();
        await using var api = await fixture.StartAsync(provider, Trust, ("Dashboard:Password", ProviderFixture.Password));
        await using var proxy = await PrefixProxy.StartAsync(api.Url);
        using var person = new Person(proxy.Address);

        var wanted = await person.GetAsync("hangfire/parses");
        var answer = await person.PressAsync(Person.Next(wanted), ("user", "operator"), ("password", ProviderFixture.Password));

        Assert.Equal(new Uri(proxy.Address, "hangfire/parses").AbsoluteUri, Person.Next(answer));
        Assert.Equal(HttpStatusCode.OK, (await person.OpenAsync(Person.Next(answer))).StatusCode);
    }

    [Theory]
    [InlineData("https://parse.example.com/api/", "https://parse.example.com/api/sign-in/openid/callback")]
    [InlineData(null, "https://dashboard.example.com/sign-in/openid/callback")]
    public async Task SignIn_OverTls_NamesTheAddressThatBrowsersKnow(string? configured, string expected)
    {
        await using var provider = await FakeProvider.StartAsync();
        await using var api = await fixture.StartAsync(provider, Trust, ("PublicAddress:Url", configured));

        var answer = await api.Anonymous.SendAsync(HttpMethod.Get, "/sign-in/openid",
            ("X-Forwarded-For", "192.0.2.1"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "dashboard.example.com"));

        Assert.Contains($"redirect_uri={Uri.EscapeDataString(expected)}", answer.Headers.Location!.Query, StringComparison.Ordinal);
        var cookies = answer.Headers.GetValues("Set-Cookie").ToList();
        Assert.Equal(2, cookies.Count);
        Assert.All(cookies, cookie => Assert.Contains("; secure; samesite=lax; httponly", cookie, StringComparison.Ordinal));
    }
}
