using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using ParseWorker.Api.Tests.Hosting;
using ParseWorker.Core.Parses;
using ParseWorker.Testing;

namespace ParseWorker.Api.Tests.Dashboard;

/// <summary>One API with its dashboard, and an operator who is signed in.</summary>
public sealed partial class DashboardFixture : IAsyncLifetime
{
    public const string Password = "correct horse: battery";

    private string _cookies = "";

    public TestDatabase Database { get; } = new();

    public ApiServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Database.InitializeAsync();
        Server = await ApiServer.StartAsync(
            Database, builder => builder.Configuration.AddInMemoryCollection([new("Dashboard:Password", Password)]));
        await SignInAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (Server is not null) await Server.DisposeAsync();
        await Database.DisposeAsync();
    }

    /// <summary>A path as the operator's browser asks for it.</summary>
    public Task<HttpResponseMessage> GetAsync(string path) =>
        Server.Anonymous.SendAsync(HttpMethod.Get, path, ("Cookie", _cookies), ("Accept", "text/html"));

    /// <summary>A page that is there, as text.</summary>
    public async Task<string> PageAsync(string path)
    {
        var answer = await GetAsync(path);
        var text = await ApiServer.TextAsync(answer);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {(int)answer.StatusCode}\n{text}");
        return text;
    }

    /// <summary>The page of a parse.</summary>
    public Task<string> PageAsync(ParseId id) => PageAsync($"/hangfire/parses/{id}");

    /// <summary>The ids in a list, in its order.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(string query) =>
        [.. IdInRow().Matches(await PageAsync($"/hangfire/parses?{query}")).Select(match => match.Groups[1].Value)];

    /// <summary>Presses a button of a page: posts its form with the token that stands in it.</summary>
    /// <param name="page">The page that holds the form.</param>
    /// <param name="action">What it is posted to.</param>
    /// <param name="token">Another token than the form's; null for that one.</param>
    public async Task<HttpResponseMessage> PostAsync(string page, string action, string? token = null)
    {
        var shown = await GetAsync(page);
        var cookies = _cookies + (shown.Headers.TryGetValues("Set-Cookie", out var set)
            ? string.Concat(set.Select(cookie => "; " + cookie.Split(';')[0])) : "");
        token ??= WebUtility.HtmlDecode(Token().Match(await ApiServer.TextAsync(shown)).Groups[1].Value);
        using var request = new HttpRequestMessage(HttpMethod.Post, action);
        request.Content = new FormUrlEncodedContent([new("__RequestVerificationToken", token)]);
        request.Headers.Add("Cookie", cookies);
        return await Server.Anonymous.SendAsync(request, CancellationToken.None);
    }

    private async Task SignInAsync()
    {
        var page = await Server.Anonymous.GetAsync("/sign-in");
        var cookie = page.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in");
        request.Content = new FormUrlEncodedContent([new("user", "operator"), new("password", Password),
            new("__RequestVerificationToken", WebUtility.HtmlDecode(Token().Match(await ApiServer.TextAsync(page)).Groups[1].Value))]);
        request.Headers.Add("Cookie", cookie);
        var answer = await Server.Anonymous.SendAsync(request, CancellationToken.None);
        _cookies = string.Join("; ", answer.Headers.GetValues("Set-Cookie").Select(set => set.Split(';')[0]));
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("pw-id\">(prs_[0-9A-Z]{26})</small>")]
    private static partial Regex IdInRow();
}
