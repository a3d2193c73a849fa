using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using ParseWorker.Testing;
using ParseWorker.Testing.Documents;
using ParseWorker.Testing.Processes;

namespace ParseWorker.EndToEnd.Tests;

/// <summary>An operator asks for Hangfire's own Requeue and Delete of a parse's job, whatever status the parse is in. The dashboard refuses
/// both: they would change the job and not the parse, which has buttons of its own.</summary>
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

        await PassTheQueueAsync();
        var histories = await service.HistoriesAsync();
        Assert.Equal("created queued claimed completed", histories[created.Id()]);
        Assert.Equal(ended, (await service.Client.GetAsync(created.Id())).ToJsonString());
    }

    [Theory]
    [InlineData("requeue")]
    [InlineData("delete")]
    public async Task Press_AfterAFailure_ChangesNothing(string button)
    {
        await using var worker = await service.StartWorkerAsync();
        var created = await service.Client.CreateAsync(SampleDocuments.TruncatedPdf(), $"{button}.pdf");
        var ended = (await service.Client.EndsAsync(created.Id())).ToJsonString();

        await PressAsync(button, created.Id());
        await PassTheQueueAsync();

        Assert.Equal("created queued claimed failed", (await service.HistoriesAsync())[created.Id()]);
        Assert.Equal(ended, (await service.Client.GetAsync(created.Id())).ToJsonString());
    }

    [Theory]
    [InlineData("requeue")]
    [InlineData("delete")]
    public async Task Press_AfterACancelOfARunningParse_ChangesNothing(string button)
    {
        await using var worker = await service.StartWorkerAsync();
        var id = await service.StartParsingAsync(LongPdf.Bytes);
        await service.Client.CancelAsync(id);
        var ended = (await service.Client.EndsAsync(id)).ToJsonString();

        await PressAsync(button, id);
        await PassTheQueueAsync();

        Assert.Equal("created queued claimed cancel_requested cancel_observed cancelled", (await service.HistoriesAsync())[id]);
        Assert.Equal(ended, (await service.Client.GetAsync(id)).ToJsonString());
    }

    [Theory]
    [InlineData("requeue")]
    [InlineData("delete")]
    public async Task Press_AfterItWasHandedBack_IsContinuedAllTheSame(string button)
    {
        await using var first = await service.StartWorkerAsync();
        var id = await service.StartParsingAsync(LongPdf.Bytes);
        await first.StopAsync();

        await PressAsync(button, id);
        await using var second = await service.StartWorkerAsync();

        Assert.Equal("created queued claimed handed_back claimed completed", (await service.HistoriesAsync())[id]);
    }

    [Theory]
    [InlineData("requeue")]
    [InlineData("delete")]
    public async Task Press_WhileItWaitsForARetry_IsRetriedAllTheSame(string button)
    {
        await using var broken = await service.StartWorkerAsync(CrashingHost.Setting);
        var id = (await service.Client.CreateAsync(CrashingHost.Document($"Retried, then {button}."), "retried.txt")).Id();
        await Eventually.BecomesAsync(
            () => service.Database.ScalarAsync<string>("select attempts_spent || status from parseworker.parses where id = $1", id), now =>
                now == "2queued");
        await broken.StopAsync();

        await PressAsync(button, id);
        await using var worker = await service.StartWorkerAsync();

        Assert.Equal(
            "created queued claimed retried(engine_crashed) claimed retried(engine_crashed) claimed completed",
            (await service.HistoriesAsync())[id]);
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
        await PassTheQueueAsync();

        var histories = await service.HistoriesAsync();
        Assert.Equal("created queued cancel_requested cancelled", histories[created.Id()]);
    }

    /// <summary>A later parse is through the queue: what the button put there has been there before it.</summary>
    private async Task PassTheQueueAsync() =>
        await service.Client.EndsAsync((await service.Client.CreateAsync(Encoding.UTF8.GetBytes("Comes after it."), "after.txt")).Id());

    /// <summary>Signs in as a browser does, and posts what Hangfire's button would post.</summary>
    private async Task PressAsync(string button, string id)
    {
        var job = await service.Database.ScalarAsync<string>(
            "select max(id)::text from hangfire.job where arguments ->> 0 = to_json($1)::text", id);
        using var browser = new HttpClient(new HttpClientHandler { UseCookies = true }) { BaseAddress = service.Api.Address };
        var form = await browser.GetStringAsync(new Uri("sign-in", UriKind.Relative), TestContext.Current.CancellationToken);
        using var signIn = new FormUrlEncodedContent(
            [new("user", "operator"), new("password", ApiProcess.DashboardPassword), new("__RequestVerificationToken", FormToken(form))]);
        var page = await TextAsync(
            await browser.PostAsync(new Uri("sign-in", UriKind.Relative), signIn, TestContext.Current.CancellationToken));
        using var request = new HttpRequestMessage(HttpMethod.Post, $"hangfire/jobs/actions/{button}/{job}");
        request.Headers.Add(Meta("csrf-header", page), Meta("csrf-token", page));
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode);
    }

    private static Task<string> TextAsync(HttpResponseMessage answer) =>
        answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    private static string Meta(string name, string page) =>
        WebUtility.HtmlDecode(Regex.Match(page, $"<meta name=\"{name}\" content=\"([^\"]+)\"").Groups[1].Value);

    private static string FormToken(string form) => WebUtility.HtmlDecode(TokenField().Match(form).Groups[1].Value);

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex TokenField();
}
