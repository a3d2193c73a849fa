using System.Net;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ParseWorker.Api.Tests.Hosting;
using ParseWorker.Providers;

namespace ParseWorker.Api.Tests.SigningIn;

/// <summary>How long a sign-in through a provider lasts, where it counts, and how it ends.</summary>
[Trait("Needs", "Time")]
public sealed class SessionTests(ProviderFixture fixture) : IClassFixture<ProviderFixture>
{
    private const string Cookie = "parseworker-operator";
    private const string SignOut = "/hangfire/sign-out";

    [Fact]
    public async Task Session_HoweverBusy_EndsWhenItsTimeIsOver()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var provider = await FakeProvider.StartAsync();
        await using var api = await fixture.StartAsync(
            ProviderFixture.Settings(provider.Address, ("OpenId:Session", "01:00:00")), services => services
                .Configure<CookieAuthenticationOptions>(
                    CookieAuthenticationDefaults.AuthenticationScheme, cookie => cookie.TimeProvider = time)
                .Configure<OpenIdConnectOptions>("OpenId", connect => connect.TimeProvider = time));
        using var person = new Person(api.Url);
        await person.SignInAsync();
        time.Advance(TimeSpan.FromMinutes(59));

        var before = await person.GetAsync("/hangfire/parses");
        time.Advance(TimeSpan.FromMinutes(2));
        var after = await person.GetAsync("/hangfire/parses");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Redirect), (before.StatusCode, after.StatusCode));
        Assert.False(before.Headers.TryGetValues("Set-Cookie", out var set)
            && set.Any(cookie => cookie.StartsWith(Cookie, StringComparison.Ordinal)));
    }

    // Begun at one process, come back to another, and used at both: the keys are the database's.
    [Fact]
    public async Task SignIn_OverTwoProcesses_CountsAtBoth()
    {
        await using var provider = await FakeProvider.StartAsync();
        await using var one = await fixture.StartAsync(provider);
        await using var two = await fixture.StartAsync(provider);
        using var person = new Person(one.Url);

        // What the provider was told is the address of both, a proxy's; here it is the first one's.
        var callback = new Uri(await person.ComeBackAsync("/hangfire/parses"));
        Assert.Equal(one.Url.Authority, callback.Authority);
        var answer = await person.GetAsync(new Uri(two.Url, callback.PathAndQuery).AbsoluteUri);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/hangfire/parses", answer.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await person.GetAsync(new Uri(one.Url, "/hangfire").AbsoluteUri)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await person.GetAsync(new Uri(two.Url, "/hangfire").AbsoluteUri)).StatusCode);
    }

    [Theory]
    [InlineData("OpenId:OperateValues", "others")]
    [InlineData("OpenId:RoleClaim", "groups")]
    [InlineData("OpenId:ClientId", "another-client")]
    [InlineData("OpenId:Authority", "")]
    [InlineData("Operators:Ann:Password", "whose name it is now")]
    public async Task Session_UnderAnotherConfiguration_IsVoid(string key, string value)
    {
        await using var provider = await FakeProvider.StartAsync();
        await using var before = await fixture.StartAsync(provider);
        using var person = new Person(before.Url);
        await person.SignInAsync();
        var settings = value.Length > 0 ? ProviderFixture.Settings(provider.Address, (key, value)) : [];
        settings["Dashboard:Password"] = ProviderFixture.Password;
        await using var after = await fixture.StartAsync(settings);

        Assert.Equal(HttpStatusCode.OK, (await person.GetAsync("/hangfire")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await person.GetAsync(new Uri(after.Url, "/hangfire").AbsoluteUri)).StatusCode);
    }

    [Fact]
    public async Task SignOut_EndsTheSessionHereAndAtTheProvider()
    {
        await using var provider = await FakeProvider.StartAsync();
        await using var api = await fixture.StartAsync(provider);
        using var person = new Person(api.Url);
        await person.SignInAsync();

        Assert.Contains($"href=\"{SignOut}\"", await ApiServer.TextAsync(await person.GetAsync("/hangfire")), StringComparison.Ordinal);
        var page = await ApiServer.TextAsync(await person.PressAsync(SignOut));
        var there = WebUtility.HtmlDecode(page.Split("content=\"0; url=")[1].Split('"')[0]);
        var shown = await person.OpenAsync(there);

        Assert.DoesNotContain(person.Cookies.GetAllCookies(), cookie => cookie.Name == Cookie);
        Assert.StartsWith(provider.Address + "/end-session?", there, StringComparison.Ordinal);
        var asked = Assert.Single(provider.Ended);
        Assert.Equal([("client_id", FakeProvider.ClientId), ("post_logout_redirect_uri", new Uri(api.Url, "/sign-in").AbsoluteUri)],
            asked.Select(pair => (pair.Key, pair.Value)).Order());
        Assert.Contains("Sign in with Acme", await ApiServer.TextAsync(shown), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await person.GetAsync("/hangfire")).StatusCode);
    }

    [Fact]
    public async Task SignOut_FromAProviderWithoutAnEndOfSessions_LeadsToTheSignIn()
    {
        await using var provider = await FakeProvider.StartAsync();
        provider.EndsSessions = false;
        await using var api = await fixture.StartAsync(provider);
        using var person = new Person(api.Url);
        await person.SignInAsync();

        var answer = await person.PressAsync(SignOut);

        Assert.Equal((HttpStatusCode.SeeOther, "/sign-in"), (answer.StatusCode, answer.Headers.Location!.OriginalString));
        Assert.DoesNotContain(person.Cookies.GetAllCookies(), cookie => cookie.Name == Cookie);
    }

    // At another process, which has not asked the provider for anything yet.
    [Fact]
    public async Task SignOut_WhileTheProviderIsDown_EndsTheSessionHere()
    {
        await using var provider = await FakeProvider.StartAsync();
        await using var one = await fixture.StartAsync(provider);
        await using var two = await fixture.StartAsync(provider);
        using var person = new Person(one.Url);
        await person.SignInAsync();
        await provider.DisposeAsync();
        using var later = new Person(two.Url);
        later.Cookies.Add(person.Cookies.GetAllCookies());

        var page = await later.PressAsync(SignOut);

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("You are signed out here.", await ApiServer.TextAsync(page), StringComparison.Ordinal);
        Assert.DoesNotContain(later.Cookies.GetAllCookies(), cookie => cookie.Name == Cookie);
    }

    [Fact]
    public async Task SignOut_OfAnOperatorWithAPassword_AsksNoProvider()
    {
        await using var provider = await FakeProvider.StartAsync();
        await using var api = await fixture.StartAsync(provider, ("Dashboard:Password", ProviderFixture.Password));
        using var person = new Person(api.Url);
        await person.PressAsync("/sign-in", ("user", "operator"), ("password", ProviderFixture.Password));

        Assert.Contains(
            "You are signed in as operator.", await ApiServer.TextAsync(await person.GetAsync(SignOut)), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await person.PressAsync(SignOut)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await person.GetAsync("/hangfire")).StatusCode);
    }

    // A page elsewhere could end a session otherwise.
    [Fact]
    public async Task SignOut_WithoutTheFormsToken_IsRefused()
    {
        await using var provider = await FakeProvider.StartAsync();
        await using var api = await fixture.StartAsync(provider);
        using var person = new Person(api.Url);
        await person.SignInAsync();

        var answer = await api.Anonymous.SendAsync(HttpMethod.Post, SignOut, ("Cookie", person.Cookies.GetCookieHeader(api.Url)));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.False(answer.Headers.TryGetValues("Set-Cookie", out var set)
            && set.Any(cookie => cookie.StartsWith(Cookie, StringComparison.Ordinal)));
    }
}
