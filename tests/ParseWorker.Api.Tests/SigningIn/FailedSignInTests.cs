using System.Net;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using ParseWorker.Api.Tests.Hosting;
using ParseWorker.Providers;
using ParseWorker.Testing.Logs;

namespace ParseWorker.Api.Tests.SigningIn;

/// <summary>Sign-ins through a provider that fail: each ends in a sentence with a way on, and nobody gets in.</summary>
[Trait("Needs", "Time")]
public sealed class FailedSignInTests(ProviderFixture fixture) : IClassFixture<ProviderFixture>
{
    private const string Untakable = "Acme gave an answer that cannot be taken.";
    private const string TooOld = "This sign-in was used already, or it is too old.";

    public static TheoryData<string, Action<IdToken>, HttpStatusCode, string> Forgeries => new()
    {
        { "nonce", token => token.Claims["nonce"] = "another", HttpStatusCode.BadRequest, TooOld },
        { "no nonce", token => token.Claims.Remove("nonce"), HttpStatusCode.BadRequest, TooOld },
        { "issuer", token => token.Claims["iss"] = "https://evil.example", HttpStatusCode.BadGateway, Untakable },
        { "audience", token => token.Claims["aud"] = "another-client", HttpStatusCode.BadGateway, Untakable },
        { "expired", token => token.Claims["exp"] = 1_000_000_000, HttpStatusCode.BadGateway, Untakable },
        { "not signed", token => token.Algorithm = "none", HttpStatusCode.BadGateway, Untakable },
        { "no subject", token => token.Claims.Remove("sub"), HttpStatusCode.BadGateway, Untakable },
    };

    [Theory, MemberData(nameof(Forgeries), DisableDiscoveryEnumeration = true)]
    public async Task SignIn_WithAnIdentityThatDoesNotFit_IsRefused(
        string what, Action<IdToken> forge, HttpStatusCode status, string sentence)
    {
        await using var provider = await FakeProvider.StartAsync();
        provider.Adjust = forge;
        await using var api = await fixture.StartAsync(provider);
        using var person = new Person(api.Url);

        await OpenIdSignInTests.RefusedAsync(await person.SignInAsync(), status, sentence);

        Assert.True(person.Cookies.GetAllCookies().All(cookie => cookie.Name != "parseworker-operator"), what);
    }

    [Fact]
    public async Task SignIn_WithAnIdentityThatAnotherKeySigned_IsRefused()
    {
        await using var provider = await FakeProvider.StartAsync();
        provider.AnotherKey = RSA.Create(2048);
        await using var api = await fixture.StartAsync(provider);
        using var person = new Person(api.Url);

        await OpenIdSignInTests.RefusedAsync(await person.SignInAsync(), HttpStatusCode.BadGateway, Untakable);
    }

    [Fact]
    public async Task SignIn_WithASecretThatIsWrong_IsRefusedAndLogged()
    {
        await using var provider = await FakeProvider.StartAsync();
        await using var api = await LoggingAsync(provider, ("OpenId:ClientSecret", "another secret"));
        using var person = new Person(api.Url);

        await OpenIdSignInTests.RefusedAsync(await person.SignInAsync(), HttpStatusCode.BadGateway, Untakable);

        var line = Assert.Single(Logged(api), text => text.Contains("[6414]", StringComparison.Ordinal));
        Assert.Contains("invalid_client", line, StringComparison.Ordinal);
        Assert.DoesNotContain("another secret", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_AtAProviderThatShowsAPageInstead_IsRefusedInASentence()
    {
        await using var provider = await FakeProvider.StartAsync();
        provider.IsInMaintenance = true;
        await using var api = await LoggingAsync(provider);
        using var person = new Person(api.Url);

        var begin = Person.Link(await ApiServer.TextAsync(await person.GetAsync("sign-in")));
        await OpenIdSignInTests.RefusedAsync(await person.GetAsync(begin), HttpStatusCode.BadGateway, Untakable);

        Assert.Single(Logged(api), text => text.Contains("[6414]", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ComeBack_WithAFormThatIsNone_IsRefusedAndNoFaultOfTheProvider()
    {
        await using var provider = await FakeProvider.StartAsync();
        await using var api = await LoggingAsync(provider);
        using var http = new HttpClient();
        using var form = new StringContent("--a\r\nnonsense", null, "multipart/form-data");
        form.Headers.ContentType!.Parameters.Add(new("boundary", "a"));

        using var answer = await http.PostAsync(
            new Uri(api.Url, "sign-in/openid/callback"), form, TestContext.Current.CancellationToken);

        await OpenIdSignInTests.RefusedAsync(answer, HttpStatusCode.BadRequest, TooOld);
        Assert.DoesNotContain(Logged(api), text => text.Contains("[6414]", StringComparison.Ordinal));
    }

    // The back button, a second click, a tab from yesterday: the cookies of that sign-in are gone.
    [Fact]
    public async Task ComeBack_Twice_SaysSoAndLeadsToAnotherSignIn()
    {
        await using var provider = await FakeProvider.StartAsync();
        await using var api = await fixture.StartAsync(provider);
        using var person = new Person(api.Url);
        var callback = await person.ComeBackAsync();

        Assert.Equal(HttpStatusCode.OK, (await person.OpenAsync(callback)).StatusCode);
        await OpenIdSignInTests.RefusedAsync(await person.GetAsync(callback), HttpStatusCode.BadRequest, TooOld);
        Assert.Equal(HttpStatusCode.OK, (await person.OpenAsync("/hangfire")).StatusCode);
    }

    [Fact]
    public async Task ComeBack_InAnotherBrowser_IsRefused()
    {
        await using var provider = await FakeProvider.StartAsync();
        await using var api = await fixture.StartAsync(provider);
        using var person = new Person(api.Url);
        using var another = new Person(api.Url);

        await OpenIdSignInTests.RefusedAsync(
            await another.GetAsync(await person.ComeBackAsync()), HttpStatusCode.BadRequest, TooOld);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?code=a")]
    [InlineData("?code=a&state=b")]
    [InlineData("?code=a&state=b&state=c")]
    [InlineData("?id_token=a&access_token=b")]
    [InlineData("?error=access_denied&error_description=%0d%0aa&state=b")]
    public async Task ComeBack_WithWhatNobodySent_IsRefused(string query)
    {
        await using var provider = await FakeProvider.StartAsync();
        await using var api = await fixture.StartAsync(provider);
        using var person = new Person(api.Url);

        await OpenIdSignInTests.RefusedAsync(
            await person.GetAsync("/sign-in/openid/callback" + query), HttpStatusCode.BadRequest, TooOld);
    }

    [Theory]
    [InlineData("access_denied", HttpStatusCode.Forbidden, "Acme did not let you in, or you went back.")]
    [InlineData("server_error", HttpStatusCode.BadGateway, Untakable)]
    public async Task SignIn_ThatTheProviderRefuses_SaysSo(string error, HttpStatusCode status, string sentence)
    {
        await using var provider = await FakeProvider.StartAsync();
        provider.Error = error;
        await using var api = await LoggingAsync(provider);
        using var person = new Person(api.Url);

        await OpenIdSignInTests.RefusedAsync(await person.SignInAsync("/hangfire/parses"), status, sentence);
        Assert.DoesNotContain(Logged(api), text => text.TrimEnd().Contains('\n', StringComparison.Ordinal));
    }

    [Fact]
    public async Task SignIn_WhileTheProviderIsDown_Is503AndPasswordsGoOn()
    {
        var provider = await FakeProvider.StartAsync();
        var settings = ProviderFixture.Settings(provider.Address, ("Dashboard:Password", ProviderFixture.Password));
        await provider.DisposeAsync();
        await using var api = await fixture.StartAsync(settings);
        using var person = new Person(api.Url);

        var link = Person.Link(await ApiServer.TextAsync(await person.GetAsync("/sign-in")));
        await OpenIdSignInTests.RefusedAsync(
            await person.GetAsync(link), HttpStatusCode.ServiceUnavailable, "Acme cannot be reached just now. Try again in a moment.");
        var signedIn = await person.PressAsync("/sign-in", ("user", "operator"), ("password", ProviderFixture.Password));

        Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await person.OpenAsync("/hangfire")).StatusCode);
    }

    [Fact]
    public async Task SignIn_WhileTheTokenEndpointHangsUp_Is503AndWorksAfterwards()
    {
        await using var provider = await FakeProvider.StartAsync();
        await using var api = await fixture.StartAsync(provider);
        using var person = new Person(api.Url);
        provider.HangsUp = true;

        await OpenIdSignInTests.RefusedAsync(
            await person.SignInAsync(), HttpStatusCode.ServiceUnavailable, "Acme cannot be reached just now.");
        provider.HangsUp = false;
        Assert.Equal(HttpStatusCode.OK, (await person.SignInAsync()).StatusCode);
    }

    [Fact]
    public async Task Logs_AtTheirMost_HoldNoSecretOfASignIn()
    {
        await using var provider = await FakeProvider.StartAsync();
        await using var api = await LoggingAsync(provider, ("Logging:LogLevel:Default", "Trace"));
        using var person = new Person(api.Url);

        await person.SignInAsync();
        var cookies = person.Cookies.GetAllCookies().Select(cookie => cookie.Value).ToList();
        provider.Adjust = token => token.Claims["aud"] = "another-client";
        await person.SignInAsync();

        var texts = Logged(api);
        Assert.Contains(texts, text => text.Contains("Dashboard sign-in of ann", StringComparison.Ordinal));
        Assert.Contains(texts, text => text.Contains("SecurityTokenInvalidAudienceException", StringComparison.Ordinal));
        foreach (var secret in provider.Secrets.Concat(cookies).Concat(provider.Asked.Select(asked => asked["state"])))
            Assert.DoesNotContain(texts, text => text.Contains(secret, StringComparison.Ordinal));
    }

    private Task<ApiServer> LoggingAsync(FakeProvider provider, params (string Key, string? Value)[] more) => ApiServer.StartAsync(
        fixture.Database, builder =>
        {
            ProviderFixture.Configure(ProviderFixture.Settings(provider.Address, more))(builder);
            ConsoleLines.AddTo(builder.Logging);
        });

    private static IReadOnlyList<string> Logged(ApiServer api) => api.Services.GetRequiredService<ConsoleLines>().Texts;
}
