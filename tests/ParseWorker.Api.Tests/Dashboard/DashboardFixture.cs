using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using ParseWorker.Api.Tests.Hosting;
using ParseWorker.Core.Parses;
using ParseWorker.Testing;

namespace ParseWorker.Api.Tests.Dashboard;

/// <summary>One API with its dashboard, an operator who is signed in, and two with names of their own, one of whom may only view.</summary>
public sealed partial class DashboardFixture : IAsyncLifetime
{
    public const string Password = "correct horse: battery";

    /// <summary>May operate.</summary>
    public const string Bob = "bob@example.com";

    /// <summary>May view.</summary>
    public const string Ann = "ann";

    private const string TokenField = "__RequestVerificationToken";

    private string _cookies = "";

    public TestDatabase Database { get; } = new();

    public ApiServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Database.InitializeAsync();
        Server = await ApiServer.StartAsync(Database, builder => builder.Configuration.AddInMemoryCollection(
        [
            new("Dashboard:Password", Password), new($"Operators:{Bob}:Password", Password), new($"Operators:{Ann}:Password", Password),
            new($"Operators:{Ann}:Role", "view"),
        ]));
        _cookies = await SignInAsync("operator");
    }

    public async ValueTask DisposeAsync()
    {
        if (Server is not null) await Server.DisposeAsync();
        await Database.DisposeAsync();
    }

    /// <summary>A path as an operator's browser asks for it.</summary>
    /// <param name="path">The path.</param>
    /// <param name="cookies">Whose browser, see <see cref="SignInAsync"/>; null for that of the user "operator".</param>
    public Task<HttpResponseMessage> GetAsync(string path, string? cookies = null) =>
        Server.Anonymous.SendAsync(HttpMethod.Get, path, ("Cookie", cookies ?? _cookies), ("Accept", "text/html"));

    /// <summary>A page that is there, as text.</summary>
    public async Task<string> PageAsync(string path, string? cookies = null)
    {
        var answer = await GetAsync(path, cookies);
        var text = await ApiServer.TextAsync(answer);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {(int)answer.StatusCode}\n{text}");
        return text;
    }

    /// <summary>The page of a parse.</summary>
    public Task<string> PageAsync(ParseId id) => PageAsync($"/hangfire/parses/{id}");

    /// <summary>The ids in a list, in its order.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(string query) =>
        [.. IdInRow().Matches(await PageAsync($"/hangfire/parses?{query}")).Select(match => match.Groups[1].Value)];

    /// <summary>Presses a button of a page: posts its form with what stands hidden in it, the token above all.</summary>
    /// <param name="page">The page that holds the form.</param>
    /// <param name="action">What it is posted to.</param>
    /// <param name="token">Another token than the form's; null for that one.</param>
    /// <param name="signedIn">Whose browser, see <see cref="SignInAsync"/>; null for that of the user "operator".</param>
    /// <param name="meanwhile">What happens between the page and the press.</param>
    public async Task<HttpResponseMessage> PostAsync(
        string page, string action, string? token = null, string? signedIn = null, Func<Task>? meanwhile = null)
    {
        var shown = await GetAsync(page, signedIn);
        if (meanwhile is not null) await meanwhile();
        var cookies = (signedIn ?? _cookies) + (shown.Headers.TryGetValues("Set-Cookie", out var set)
            ? string.Concat(set.Select(cookie => "; " + cookie.Split(';')[0])) : "");
        var fields = Hidden().Matches(await ApiServer.TextAsync(shown)).DistinctBy(field => field.Groups[1].Value)
            .ToDictionary(field => field.Groups[1].Value, field => WebUtility.HtmlDecode(field.Groups[2].Value));
        if (token is not null) fields[TokenField] = token;
        using var request = new HttpRequestMessage(HttpMethod.Post, action);
        request.Content = new FormUrlEncodedContent(fields);
        request.Headers.Add("Cookie", cookies);
        return await Server.Anonymous.SendAsync(request, CancellationToken.None);
    }

    /// <summary>Signs in as a browser does; the cookies that it keeps.</summary>
    /// <param name="user">Who.</param>
    /// <param name="server">Where; null for <see cref="Server"/>.</param>
    public async Task<string> SignInAsync(string user, ApiServer? server = null)
    {
        var client = (server ?? Server).Anonymous;
        var page = await client.GetAsync("/sign-in");
        var cookie = page.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in");
        request.Content = new FormUrlEncodedContent([new("user", user), new("password", Password),
            new(TokenField, WebUtility.HtmlDecode(Token().Match(await ApiServer.TextAsync(page)).Groups[1].Value))]);
        request.Headers.Add("Cookie", cookie);
        var answer = await client.SendAsync(request, CancellationToken.None);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return string.Join("; ", answer.Headers.GetValues("Set-Cookie").Select(set => set.Split(';')[0]));
    }

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">")]
    private static partial Regex Hidden();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("pw-id\">(prs_[0-9A-Z]{26})</small>")]
    private static partial Regex IdInRow();
}
