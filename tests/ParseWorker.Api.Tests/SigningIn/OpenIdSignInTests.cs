using System.Net;
using System.Text.Json.Nodes;
using ParseWorker.Api.Tests.Hosting;
using ParseWorker.Providers;

namespace ParseWorker.Api.Tests.SigningIn;

/// <summary>Signing in through a provider: who gets in, as whom, and for what.</summary>
[Trait("Needs", "Time")]
public sealed class OpenIdSignInTests(ProviderFixture fixture) : IClassFixture<ProviderFixture>
{
    [Fact]
    public async Task SignIn_WithARole_OpensTheDashboardAndRecordsTheName()
    {
        await using var provider = await FakeProvider.StartAsync();
        provider.Person["preferred_username"] = "Zoë Ünal";
        await using var api = await fixture.StartAsync(provider);
        using var person = new Person(api.Url);
        var id = await api.Parses.QueuedAsync();

        var shown = await person.SignInAsync($"/hangfire/parses/{id}");
        var cancelled = await person.PressAsync($"/hangfire/parses/{id}");

        Assert.Equal((HttpStatusCode.OK, $"/hangfire/parses/{id}"), (shown.StatusCode, shown.RequestMessage!.RequestUri!.AbsolutePath));
        Assert.Equal(HttpStatusCode.SeeOther, cancelled.StatusCode);
        Assert.Equal("Zoë Ünal (dashboard)",
            (await api.GetAsync(id)).GetProperty("cancellation").GetProperty("requested_by").GetString());
        Assert.Contains("Zoë Ünal (dashboard)", await fixture.Database.ScalarAsync<string>(
            "select string_agg(detail, ' ') from parseworker.parse_events where parse_id = $1", id.ToString()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_AsksByTheCodeFlowWithPkceNonceAndState()
    {
        await using var provider = await FakeProvider.StartAsync();
        await using var api = await fixture.StartAsync(provider);
        using var person = new Person(api.Url);

        await person.SignInAsync();

        var asked = Assert.Single(provider.Asked);
        Assert.Equal(("code", "S256", "openid profile", new Uri(api.Url, "/sign-in/openid/callback").AbsoluteUri),
            (asked["response_type"], asked["code_challenge_method"], asked["scope"], asked["redirect_uri"]));
        Assert.DoesNotContain("response_mode", asked.Keys); // the code flow's own: by a GET, which carries lax cookies
        Assert.All(person.Cookies.GetAllCookies(), cookie => Assert.True(cookie.HttpOnly, cookie.Name));
        Assert.Contains(person.Cookies.GetAllCookies(), cookie => cookie.Name == "parseworker-operator");
        Assert.DoesNotContain(person.Cookies.GetAllCookies(), cookie => cookie.Name.Contains("Nonce", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("auditors")]
    [InlineData("cn=viewers,ou=groups")]
    public async Task SignIn_WithAViewersRole_MayReadAndChangeNothing(string role)
    {
        await using var provider = await FakeProvider.StartAsync();
        provider.Person["roles"] = new JsonArray("somebody", role);
        await using var api = await fixture.StartAsync(provider);
        using var person = new Person(api.Url);
        var id = await api.Parses.QueuedAsync();

        Assert.Equal(HttpStatusCode.OK, (await person.SignInAsync()).StatusCode);
        var page = await ApiServer.TextAsync(await person.GetAsync($"/hangfire/parses/{id}"));
        var signedIn = person.Cookies.GetCookieHeader(api.Url);
        var answer = await api.Anonymous.SendAsync(HttpMethod.Post, $"/hangfire/parses/{id}/cancel", ("Cookie", signedIn));

        Assert.DoesNotContain("pw-cancel", page, StringComparison.Ordinal);
        var error = await ApiServer.RefusedAsync(answer, 403, "view_only");
        Assert.Equal(
            "ann may view the dashboard and change nothing. Ask whoever runs this server for the role Operate (OpenId__OperateValues).",
            error.GetProperty("message").GetString());
    }

    [Theory]
    [InlineData("""{"preferred_username":"eve"}""")]
    [InlineData("""{"preferred_username":"eve","roles":[]}""")]
    [InlineData("""{"preferred_username":"eve","roles":"Operators"}""")]
    [InlineData("""{"preferred_username":"eve","roles":["operators auditors","operators;auditors"]}""")]
    [InlineData("""{"preferred_username":"eve","groups":["operators"]}""")]
    [InlineData("""{"preferred_username":"eve","roles":{"operators":true}}""")]
    public async Task SignIn_WithoutARole_IsRefusedInASentence(string said)
    {
        await using var provider = await FakeProvider.StartAsync();
        provider.Person = JsonNode.Parse(said)!.AsObject();
        await using var api = await fixture.StartAsync(provider);
        using var person = new Person(api.Url);

        var answer = await person.SignInAsync();

        await RefusedAsync(answer, HttpStatusCode.Forbidden, "You are eve at Acme, and have no role here.");
        await IsOutsideAsync(person);
    }

    [Theory]
    [InlineData("an\nn", "cannot stand in a record")]
    [InlineData("an\u202Ena", "cannot stand in a record")]
    [InlineData("an\u2028na", "cannot stand in a record")]
    [InlineData("opera\uFE0Ftor", "cannot stand in a record")]
    [InlineData("an\u3164na", "cannot stand in a record")]
    [InlineData("an\u00a0na", "cannot stand in a record")]
    [InlineData("an\u0000na", "cannot stand in a record")]
    [InlineData("01234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890",
        "cannot stand in a record")]
    [InlineData(" ", "did not say your name")]
    [InlineData(null, "did not say your name")]
    [InlineData("operator", "is that of an operator who signs in with a password here")]
    [InlineData("BOB", "is that of an operator who signs in with a password here")]
    public async Task SignIn_WithANameThatNobodyMayHave_IsRefusedInASentence(string? name, string sentence)
    {
        await using var provider = await FakeProvider.StartAsync();
        provider.Person["preferred_username"] = name;
        await using var api = await fixture.StartAsync(provider, ("Operators:bob:Password", ProviderFixture.Password));
        using var person = new Person(api.Url);

        await RefusedAsync(await person.SignInAsync(), HttpStatusCode.Forbidden, sentence);
        await IsOutsideAsync(person);
    }

    // As Keycloak says them, as names that have dots themselves, and where a provider keeps them out of the identity.
    [Theory]
    [InlineData("realm_access.roles", """{"realm_access":{"roles":["operators"]}}""", false)]
    [InlineData("resource_access.parse.worker.roles", """{"resource_access":{"parse.worker":{"roles":["operators"]}}}""", false)]
    [InlineData("https://acme.example/roles", """{"https://acme.example/roles":"operators"}""", false)]
    [InlineData("groups", """{"groups":["staff","operators"]}""", true)]
    [InlineData("realm_access.roles", """{"realm_access":{"roles":["operators"]}}""", true)]
    public async Task SignIn_WithARoleThatStandsElsewhere_FindsIt(string claim, string said, bool inUserInfo)
    {
        await using var provider = await FakeProvider.StartAsync();
        provider.Person = inUserInfo ? new JsonObject() : JsonNode.Parse(said)!.AsObject();
        provider.UserInfo = inUserInfo ? JsonNode.Parse(said)!.AsObject() : null;
        (provider.UserInfo ?? provider.Person)["email"] = "ann@example.com";
        await using var api = await fixture.StartAsync(
            provider, ("OpenId:RoleClaim", claim), ("OpenId:NameClaim", "email"), ("OpenId:UserInfo", $"{inUserInfo}"));
        using var person = new Person(api.Url);

        Assert.Equal(HttpStatusCode.OK, (await person.SignInAsync()).StatusCode);
        Assert.Contains(
            "ann@example.com", await ApiServer.TextAsync(await person.GetAsync("/hangfire/sign-out")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example/hangfire")]
    [InlineData("//evil.example")]
    [InlineData("/hangfire/\r\nSet-Cookie: a=b")]
    [InlineData("/hangfire\\..\\..\\evil")]
    [InlineData("/hangfire/../evil")]
    [InlineData("/hangfire/a/%2e%2E/.%2e/evil?a=b")]
    [InlineData("/hangfire/\u00fc")]
    public async Task SignIn_ToReturnElsewhere_LeadsToTheDashboard(string wanted)
    {
        await using var provider = await FakeProvider.StartAsync();
        await using var api = await fixture.StartAsync(provider);
        using var person = new Person(api.Url);

        var answer = await person.GetAsync(await person.ComeBackAsync(wanted));

        Assert.Equal(new Uri(api.Url, "/hangfire").AbsoluteUri, Person.Next(answer));
    }

    internal static async Task RefusedAsync(HttpResponseMessage answer, HttpStatusCode status, string sentence)
    {
        var page = WebUtility.HtmlDecode(await ApiServer.TextAsync(answer));
        Assert.True(answer.StatusCode == status, $"{(int)answer.StatusCode}: {page}");
        Assert.Contains(sentence, page, StringComparison.Ordinal);
        Assert.StartsWith("/sign-in/openid?ReturnUrl=", Person.Link(page), StringComparison.Ordinal);
        Assert.Contains("form-action 'self'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
    }

    private static async Task IsOutsideAsync(Person person)
    {
        var answer = await person.GetAsync("/hangfire");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/sign-in", answer.Headers.Location!.AbsolutePath);
    }
}
