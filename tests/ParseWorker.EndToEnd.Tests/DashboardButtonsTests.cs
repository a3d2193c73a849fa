using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using ParseWorker.Testing.Processes;

namespace ParseWorker.EndToEnd.Tests;

/// <summary>An operator presses Requeue and Delete in Hangfire's dashboard, whatever status the parse is in.</summary>
public sealed partial class DashboardButtonsTests(ServiceFixture service)
{
    [Theory]
    [InlineData("requeue")]
    [InlineData("delete")]
    public async Task Press_WhileItIsQueued_EndsAllTheSame(string button)
    {
        var created = await service.Client.CreateAsync(Encoding.UTF8.GetBytes($"Queued, then {button}."), "queued.txt");

        await PressAsync(button, created.Id());
        await using var worker = await service.StartWorkerAsync();

        var histories = await service.HistoriesAsync();
        Assert.Equal("created queued claimed completed", histories[created.Id()]);
    }

    [Theory]
    [InlineData("requeue")]
    [InlineData("delete")]
    public async Task Press_WhileItRuns_DisturbsNothing(string button)
    {
        await using var worker = await service.StartWorkerAsync();
        await using var other = await service.StartWorkerAsync();
        var id = await service.StartParsingAsync(LongPdf.Bytes);

        await PressAsync(button, id);

        var histories = await service.HistoriesAsync();
        Assert.Equal("created queued claimed completed", histories[id]);
    }

    [Theory]
    [InlineData("requeue")]
    [InlineData("delete")]
    public async Task Press_AfterTheEnd_ChangesNothing(string button)
    {
        await using var worker = await service.StartWorkerAsync();
        var created = await service.Client.CreateAsync(Encoding.UTF8.GetBytes($"Ended, then {button}."), "ended.txt");
        var ended = (await service.Client.EndsAsync(created.Id())).ToJsonString();

        await PressAsync(button, created.Id());

        // A later parse is through the queue: what the button put there has been there before it.
        await service.Client.EndsAsync((await service.Client.CreateAsync(Encoding.UTF8.GetBytes($"After {button}."), "after.txt")).Id());
        var histories = await service.HistoriesAsync();
        Assert.Equal("created queued claimed completed", histories[created.Id()]);
        Assert.Equal(ended, (await service.Client.GetAsync(created.Id())).ToJsonString());
    }

    [Theory]
    [InlineData("requeue")]
    [InlineData("delete")]
    public async Task Press_AfterACancelOfAQueuedParse_StartsNothing(string button)
    {
        var created = await service.Client.CreateAsync(Encoding.UTF8.GetBytes($"Cancelled, then {button}."), "cancelled.txt");
        await service.Client.CancelAsync(created.Id());

        await PressAsync(button, created.Id());
        await using var worker = await service.StartWorkerAsync();
        await service.Client.EndsAsync((await service.Client.CreateAsync(Encoding.UTF8.GetBytes($"Later than {button}."), "later.txt")).Id());

        var histories = await service.HistoriesAsync();
        Assert.Equal("created queued cancel_requested cancelled", histories[created.Id()]);
    }

    /// <summary>Signs in as a browser does, and posts what the page's button posts.</summary>
    private async Task PressAsync(string button, string id)
    {
        var job = await service.Database.ScalarAsync<string>("select hangfire_job_id from parseworker.parses where id = $1", id);
        using var browser = new HttpClient(new HttpClientHandler { UseCookies = true }) { BaseAddress = service.Api.Address };
        var form = await browser.GetStringAsync(new Uri("sign-in", UriKind.Relative), TestContext.Current.CancellationToken);
        using var signIn = new FormUrlEncodedContent(
            [new("user", "operator"), new("password", ApiProcess.DashboardPassword), new("__RequestVerificationToken", FormToken(form))]);
        var page = await TextAsync(await browser.PostAsync(new Uri("sign-in", UriKind.Relative), signIn, TestContext.Current.CancellationToken));
        using var request = new HttpRequestMessage(HttpMethod.Post, $"hangfire/jobs/actions/{button}/{job}");
        request.Headers.Add(Meta("csrf-header", page), Meta("csrf-token", page));
        Assert.Equal(HttpStatusCode.NoContent, (await browser.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode);
    }

    private static Task<string> TextAsync(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    private static string Meta(string name, string page) =>
        WebUtility.HtmlDecode(Regex.Match(page, $"<meta name=\"{name}\" content=\"([^\"]+)\"").Groups[1].Value);

    private static string FormToken(string form) => WebUtility.HtmlDecode(TokenField().Match(form).Groups[1].Value);

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex TokenField();
}
