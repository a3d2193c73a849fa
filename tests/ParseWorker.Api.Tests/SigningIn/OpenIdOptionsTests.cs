using System.Net;
using System.Runtime.Versioning;
using Microsoft.Extensions.Options;
using ParseWorker.Api.Tests.Hosting;
using ParseWorker.Providers;

namespace ParseWorker.Api.Tests.SigningIn;

/// <summary>What the configuration of a provider does to the sign-in page, and what is refused at start.</summary>
[SupportedOSPlatform("linux")] // files have modes
public sealed class OpenIdOptionsTests(ProviderFixture fixture) : IClassFixture<ProviderFixture>
{
    private const string Authority = "https://sso.example.com/realms/staff";

    [Theory]
    [InlineData("Dashboard:Password", true, true)]
    [InlineData(null, false, true)]
    [InlineData("Dashboard:Password", true, false)]
    public async Task Page_OffersWhatIsConfigured(string? password, bool hasForm, bool hasLink)
    {
        var settings = hasLink ? ProviderFixture.Settings(Authority, ("OpenId:Name", "Acme <SSO>")) : [];
        if (password is not null) settings[password] = ProviderFixture.Password;
        await using var api = await fixture.StartAsync(settings);

        var answer = await api.Anonymous.GetAsync("/sign-in?ReturnUrl=%2Fhangfire%2Fparses");
        var page = await ApiServer.TextAsync(answer);

        Assert.Equal(hasForm, page.Contains("name=\"password\"", StringComparison.Ordinal));
        Assert.Equal(hasLink, page.Contains("Sign in with Acme &lt;SSO&gt;</a>", StringComparison.Ordinal));
        if (hasLink) Assert.Equal("/sign-in/openid?ReturnUrl=%2Fhangfire%2Fparses", Person.Link(page));
        Assert.Equal(
            "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            answer.Headers.GetValues("Content-Security-Policy").Single());
        if (!hasLink) Assert.Equal(HttpStatusCode.NotFound, (await api.Anonymous.GetAsync("/sign-in/openid")).StatusCode);
    }

    [Theory]
    [InlineData("", "OpenId:Authority is missing, the provider's address; give it, or take the other settings of OpenId out.")]
    [InlineData("http://sso.example.com", "OpenId:Authority must be an https:// address")]
    [InlineData("sso.example.com", "OpenId:Authority must be an https:// address")]
    [InlineData("https://user:password@sso.example.com", "OpenId:Authority must be an https:// address")]
    [InlineData(Authority, "OpenId:ClientId is missing", "OpenId:ClientId", "")]
    [InlineData(Authority, "OpenId:ClientSecret is missing", "OpenId:ClientSecret", null)]
    [InlineData(Authority, "OpenId:ClientSecret and OpenId:ClientSecretFile are both set", "OpenId:ClientSecretFile", "/x")]
    [InlineData(Authority, "OpenId:Scopes must have 'openid' among them.", "OpenId:Scopes", "profile openid2")]
    [InlineData(Authority, "OpenId:OperateValues and OpenId:ViewValues both have 'operators'", "OpenId:ViewValues", "a;operators")]
    [InlineData(Authority, "OpenId:Name must have 1 to 40 characters", "OpenId:Name", "a\u0007")]
    [InlineData(Authority, "RoleClaim", "OpenId:RoleClaim", "")]
    [InlineData(Authority, "Session", "OpenId:Session", "00:04:59")]
    [InlineData(Authority, "Session", "OpenId:Session", "1.00:00:01")]
    public async Task Start_WithSettingsThatDoNotFit_IsRefusedWithASentence(
        string authority, string sentence, string key = "OpenId:Authority", string? value = "none")
    {
        var settings = ProviderFixture.Settings(authority);
        if (key != "OpenId:Authority") settings[key] = value;

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => fixture.StartAsync(settings));

        Assert.Contains(sentence, Assert.Single(refused.Failures), StringComparison.Ordinal);
        Assert.DoesNotContain(FakeProvider.ClientSecret, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithoutAnyRole_IsRefusedWithASentence()
    {
        var settings = ProviderFixture.Settings(Authority, ("OpenId:OperateValues", " ; "), ("OpenId:ViewValues", ""));

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => fixture.StartAsync(settings));

        Assert.Contains("nobody could get in", Assert.Single(refused.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SecretFile_IsReadUnlessOthersMayReadItToo()
    {
        var file = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString());
        await File.WriteAllTextAsync(file, FakeProvider.ClientSecret + "\n", TestContext.Current.CancellationToken);
        try
        {
            await using var provider = await FakeProvider.StartAsync();
            (string, string?)[] settings = [("OpenId:ClientSecret", null), ("OpenId:ClientSecretFile", file)];
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
            var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => fixture.StartAsync(provider, settings));
            Assert.Equal($"OpenId:ClientSecretFile names {file}, which others may read or change: chmod 640 it, or 600.",
                Assert.Single(refused.Failures));

            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            await using var api = await fixture.StartAsync(provider, settings);
            using var person = new Person(api.Url);
            Assert.Equal(HttpStatusCode.OK, (await person.SignInAsync()).StatusCode);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
