using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using ParseWorker.Api.Tests.Hosting;
using ParseWorker.Core.Workers;
using ParseWorker.Testing;

namespace ParseWorker.Api.Tests.Dashboard;

public sealed partial class DashboardTests(DashboardFixture fixture) : IClassFixture<DashboardFixture>
{
    private const string Password = DashboardFixture.Password;
    private readonly TestDatabase _database = fixture.Database;
    private readonly ApiServer _api = fixture.Server;

    [Theory]
    [InlineData("/hangfire")]
    [InlineData("/hangfire/jobs/enqueued")]
    [InlineData("/hangfire/stats")]
    [InlineData("/hangfire/css18")]
    public async Task Dashboard_NotSignedIn_SendsBrowsersToTheFormAndScriptsAway(string path)
    {
        var script = await _api.Anonymous.GetAsync(path);
        var browser = await _api.Anonymous.SendAsync(HttpMethod.Get, path, ("Accept", "text/html,*/*"));

        Assert.StartsWith("Basic", Assert.Single(script.Headers.WwwAuthenticate).ToString(), StringComparison.Ordinal);
        await ApiServer.RefusedAsync(script, 401, "unauthorized");
        Assert.Equal(HttpStatusCode.Redirect, browser.StatusCode);
        Assert.Equal("/sign-in", browser.Headers.Location!.AbsolutePath);
    }

    [Fact]
    public async Task Dashboard_WithAnApiKey_StaysShut() =>
        await ApiServer.RefusedAsync(await _api.Client.GetAsync("/hangfire"), 401, "unauthorized");

    [Fact]
    public async Task SignIn_RightPassword_OpensTheDashboard()
    {
        var answer = await SignInAsync(Password, "/hangfire/jobs/enqueued");
        var cookie = Cookie(answer, "parseworker-operator");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/hangfire/jobs/enqueued", answer.Headers.Location!.OriginalString);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.OK, await OpenAsync(_api, "Cookie", Pair(cookie)));
    }

    [Fact]
    public async Task SignIn_CookieOfAnEarlierPassword_IsVoid()
    {
        await using var before = await ApiServer.StartAsync(_database, builder => With(builder, "the password before"));
        await using var after = await ApiServer.StartAsync(_database, builder => With(builder, "the password after"));
        var cookie = Pair(Cookie(await SignInAsync("the password before", server: before), "parseworker-operator"));

        Assert.Equal(HttpStatusCode.OK, await OpenAsync(before, "Cookie", cookie));
        Assert.Equal(HttpStatusCode.Unauthorized, await OpenAsync(after, "Cookie", cookie));
    }

    // The keys are the database's: nobody is signed out by a restart, or by another process behind the same proxy.
    [Fact]
    public async Task SignIn_CookieOfAnotherProcess_OpensTheDashboard()
    {
        await using var other = await ApiServer.StartAsync(_database, builder => With(builder, Password));

        Assert.Equal(
            HttpStatusCode.OK, await OpenAsync(other, "Cookie", Pair(Cookie(await SignInAsync(Password), "parseworker-operator"))));
    }

    [Theory]
    [InlineData("GET", "/hangfire/parses", true)]
    [InlineData("GET", "/hangfire/parses?live=1", false)]
    [InlineData("POST", "/hangfire/stats", false)]
    public async Task SignIn_IsRenewed_ByAPersonOnly(string method, string path, bool isRenewed)
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = await ApiServer.StartAsync(_database, builder => With(builder, Password),
            services => services.Configure<CookieAuthenticationOptions>(
                CookieAuthenticationDefaults.AuthenticationScheme, cookie => cookie.TimeProvider = time));
        var cookie = Pair(Cookie(await SignInAsync(Password, server: server), "parseworker-operator"));
        time.Advance(TimeSpan.FromHours(7));

        var answer = await server.Anonymous.SendAsync(new HttpMethod(method), path, ("Cookie", cookie), ("Accept", "text/html"));

        Assert.NotEqual(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(isRenewed, answer.Headers.TryGetValues("Set-Cookie", out var set)
            && set.Any(one => one.StartsWith("parseworker-operator=", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("https://evil.example/hangfire")]
    [InlineData("//evil.example")]
    [InlineData("/v1/parses")]
    public async Task SignIn_ReturnUrlElsewhere_GoesToTheDashboard(string wanted) =>
        Assert.Equal("/hangfire", (await SignInAsync(Password, wanted)).Headers.Location!.OriginalString);

    [Fact]
    public async Task SignIn_WrongPassword_ShowsTheFormAgain()
    {
        var answer = await SignInAsync("wrong");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains("is wrong", await ApiServer.TextAsync(answer), StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task SignIn_WithoutTheFormsToken_IsRefused()
    {
        using var form = new FormUrlEncodedContent([new("user", "operator"), new("password", Password)]);

        Assert.Equal(HttpStatusCode.BadRequest, (await _api.Anonymous.PostAsync("/sign-in", form)).StatusCode);
    }

    [Fact]
    public async Task SignIn_GuessedTooOften_IsThrottledEvenWithTheRightPassword()
    {
        await using var server = await ApiServer.StartAsync(_database, builder => With(builder, Password));
        for (var n = 0; n < Api.Auth.GuessLimit.MaxFailures; n++) await SignInAsync("wrong", server: server);

        Assert.Equal(HttpStatusCode.TooManyRequests, (await SignInAsync(Password, server: server)).StatusCode);
        var script = await server.Anonymous.SendAsync(HttpMethod.Get, "/hangfire", ("Authorization", Basic("operator", Password)));
        await ApiServer.RefusedAsync(script, 429, "too_many_attempts");
    }

    [Theory]
    [InlineData("operator", Password, HttpStatusCode.OK)]
    [InlineData("operator", "wrong", HttpStatusCode.Unauthorized)]
    [InlineData("operator", "", HttpStatusCode.Unauthorized)]
    [InlineData("admin", Password, HttpStatusCode.Unauthorized)]
    public async Task Basic_ForScripts_NeedsTheOperatorsPassword(string user, string password, HttpStatusCode status) =>
        Assert.Equal(status, (await BasicAsync(user, password)).StatusCode);

    [Theory]
    [InlineData("Basic")]
    [InlineData("Basic !!!")]
    [InlineData("Basic b3BlcmF0b3I=")]
    public async Task Basic_Malformed_Is401(string header) =>
        Assert.Equal(HttpStatusCode.Unauthorized, await OpenAsync(_api, "Authorization", header));

    [Fact]
    public async Task Dashboard_Command_NeedsTheAntiforgeryToken()
    {
        var cookie = Pair(Cookie(await SignInAsync(Password), "parseworker-operator"));

        var answer = await _api.Anonymous.SendAsync(HttpMethod.Post, "/hangfire/jobs/actions/delete/1", ("Cookie", cookie));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Dashboard_Jobs_AreNamedByParseIdAndHideTheConnection()
    {
        var workers = _api.Services.GetRequiredService<IWorkerRegistry>();
        await workers.ReportAsync(new WorkerReport("w", 4, Ready: true), CancellationToken.None);
        var id = (await ApiServer.ReadAsync(await _api.CreateAsync(), 201)).GetProperty("id").GetString()!;

        var page = await ApiServer.TextAsync(await BasicAsync("operator", Password, "/hangfire/jobs/enqueued/b-parse"));

        Assert.Contains($"Parse {id}", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/hangfire")]
    [InlineData("/hangfire/jobs/enqueued")]
    public async Task Dashboard_WithoutAPassword_IsSwitchedOff(string path)
    {
        await using var api = await ApiServer.StartAsync(_database);

        await ApiServer.RefusedAsync(await api.Anonymous.GetAsync(path), 503, "dashboard_disabled");
        var signedIn = await api.Anonymous.SendAsync(HttpMethod.Get, path, ("Authorization", Basic("operator", "")));
        await ApiServer.RefusedAsync(signedIn, 503, "dashboard_disabled");
        Assert.Equal(HttpStatusCode.NotFound, (await api.Anonymous.GetAsync("/sign-in")).StatusCode);
    }

    [Fact]
    public async Task Start_ShortPassword_IsRefusedWithASentence()
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(
            () => ApiServer.StartAsync(_database, builder => With(builder, "short")));

        Assert.Contains("12 characters", refused.Message, StringComparison.Ordinal);
    }

    private static void With(WebApplicationBuilder builder, string password) =>
        builder.Configuration.AddInMemoryCollection([new("Dashboard:Password", password)]);

    private async Task<HttpResponseMessage> SignInAsync(string password, string returnUrl = "/hangfire", ApiServer? server = null)
    {
        var client = (server ?? _api).Anonymous;
        var path = $"/sign-in?ReturnUrl={Uri.EscapeDataString(returnUrl)}";
        var page = await client.GetAsync(path);
        var token = WebUtility.HtmlDecode(TokenField().Match(await ApiServer.TextAsync(page)).Groups[1].Value);
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Content = new FormUrlEncodedContent(
            [new("user", "operator"), new("password", password), new("__RequestVerificationToken", token)]);
        request.Headers.Add("Cookie", Pair(Assert.Single(page.Headers.GetValues("Set-Cookie"))));
        return await client.SendAsync(request, CancellationToken.None);
    }

    private static async Task<HttpStatusCode> OpenAsync(ApiServer server, string header, string value) =>
        (await server.Anonymous.SendAsync(HttpMethod.Get, "/hangfire", (header, value))).StatusCode;

    private Task<HttpResponseMessage> BasicAsync(string user, string password, string path = "/hangfire") =>
        _api.Anonymous.SendAsync(HttpMethod.Get, path, ("Authorization", Basic(user, password)));

    private static string Basic(string user, string password) =>
        "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));

    private static string Cookie(HttpResponseMessage answer, string name) =>
        Assert.Single(answer.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith(name + "=", StringComparison.Ordinal));

    private static string Pair(string cookie) => cookie.Split(';')[0];

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex TokenField();
}
