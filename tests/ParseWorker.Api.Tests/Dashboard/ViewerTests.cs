using System.Net;
using System.Reflection;
using System.Text.RegularExpressions;
using Hangfire.Dashboard;
using Microsoft.Extensions.DependencyInjection;
using ParseWorker.Api.Tests.Hosting;
using ParseWorker.Core.Errors;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Workers;

namespace ParseWorker.Api.Tests.Dashboard;

/// <summary>
/// An operator who may view sees all that the others see, and changes nothing. The routes come from the dashboard's own table, Hangfire's
/// among them, so that a new one is tried without being thought of.
/// </summary>
public sealed partial class ViewerTests(DashboardFixture dashboard) : IClassFixture<DashboardFixture>
{
    private const string Stats = "/stats";

    [Fact]
    public async Task Post_ToEachRouteOfTheDashboard_IsRefusedWithASentence()
    {
        var id = await dashboard.Server.Parses.QueuedAsync();
        var viewer = await dashboard.SignInAsync(DashboardFixture.Ann);
        var before = await EverythingAsync();

        foreach (var path in Paths(id).Where(path => path != Stats))
        {
            var error = await ApiServer.RefusedAsync(await PostAsync(viewer, path), 403, "view_only");
            Assert.Equal(
                "ann may view the dashboard and change nothing. Ask whoever runs this server for the role Operate (Operators__ann__Role).",
                error.GetProperty("detail").GetString());
        }

        Assert.Equal(before, await EverythingAsync());
    }

    // What refuses a viewer refuses nobody else, and no page's figures.
    [Fact]
    public async Task Post_ByWhoMayOperate_IsNotRefusedForTheRole()
    {
        var id = await dashboard.Server.Parses.QueuedAsync();
        var bob = await dashboard.SignInAsync(DashboardFixture.Bob);
        var viewer = await dashboard.SignInAsync(DashboardFixture.Ann);

        foreach (var path in Paths(id)) await IsNotForTheRoleAsync(await PostAsync(bob, path));
        await IsNotForTheRoleAsync(await PostAsync(viewer, Stats));
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    public async Task Send_AnotherMethod_IsRefused(string method)
    {
        var viewer = await dashboard.SignInAsync(DashboardFixture.Ann);

        var answer = await dashboard.Server.Anonymous.SendAsync(new HttpMethod(method), "/hangfire/parses", ("Cookie", viewer));

        await ApiServer.RefusedAsync(answer, 403, "view_only");
    }

    // With a token that the dashboard would take: of the form of somebody who may.
    [Theory]
    [InlineData("cancel")]
    [InlineData("retry")]
    public async Task Press_WithTheTokenOfAnotherForm_IsRefusedToo(string action)
    {
        var id = action == "retry" ? await FailedAsync() : await dashboard.Server.Parses.QueuedAsync();
        var before = await EverythingAsync();
        var viewer = await dashboard.SignInAsync(DashboardFixture.Ann);

        var answer = await dashboard.PostAsync("/sign-in", $"/hangfire/parses/{id}/{action}", signedIn: viewer);

        await ApiServer.RefusedAsync(answer, 403, "view_only");
        Assert.Equal(before, await EverythingAsync());
    }

    [Fact]
    public async Task Press_OverHttpBasic_IsRefusedToo()
    {
        var id = await dashboard.Server.Parses.QueuedAsync();
        var credentials = Convert.ToBase64String("ann:"u8.ToArray().Concat(System.Text.Encoding.UTF8.GetBytes(DashboardFixture.Password))
            .ToArray());

        var read = await dashboard.Server.Anonymous.SendAsync(
            HttpMethod.Get, $"/hangfire/parses/{id}", ("Authorization", $"Basic {credentials}"));
        var press = await dashboard.Server.Anonymous.SendAsync(
            HttpMethod.Post, $"/hangfire/parses/{id}/cancel", ("Authorization", $"Basic {credentials}"));

        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        await ApiServer.RefusedAsync(press, 403, "view_only");
    }

    [Fact]
    public async Task Page_OfAParse_HasItsTextAndNoButtons()
    {
        var queued = await dashboard.Server.Parses.QueuedAsync();
        var completed = await dashboard.Server.CompletedAsync("What the document says.");
        var viewer = await dashboard.SignInAsync(DashboardFixture.Ann);

        foreach (var (id, button) in new[] { (queued, "pw-cancel"), (completed, "pw-retry") })
        {
            Assert.Contains(button, await dashboard.PageAsync(id), StringComparison.Ordinal);
            var page = await dashboard.PageAsync($"/hangfire/parses/{id}", viewer);
            HasNothingToPress(page);
            Assert.Contains("pw-events", page, StringComparison.Ordinal);
        }

        Assert.Contains("What the document says.", await dashboard.PageAsync($"/hangfire/parses/{completed}", viewer),
            StringComparison.Ordinal);
        var download = await dashboard.GetAsync($"/hangfire/parses/{completed}/text", viewer);
        Assert.Equal("What the document says.", await ApiServer.TextAsync(download));
    }

    [Theory]
    [InlineData("/hangfire")]
    [InlineData("/hangfire/parses")]
    [InlineData("/hangfire/workers")]
    [InlineData("/hangfire/jobs/enqueued")]
    [InlineData("/hangfire/jobs/enqueued/b-parse")]
    [InlineData("/hangfire/jobs/processing")]
    [InlineData("/hangfire/jobs/failed")]
    [InlineData("/hangfire/jobs/scheduled")]
    [InlineData("/hangfire/recurring")]
    [InlineData("/hangfire/retries")]
    [InlineData("/hangfire/servers")]
    public async Task Page_OfTheDashboard_IsThereWithoutButtons(string path)
    {
        await dashboard.Server.Parses.QueuedAsync();
        await dashboard.Server.Services.GetRequiredService<IWorkerRegistry>().ReportAsync(
            new WorkerReport("seen", 1, Ready: true), CancellationToken.None);

        HasNothingToPress(await dashboard.PageAsync(path, await dashboard.SignInAsync(DashboardFixture.Ann)));
    }

    private static void HasNothingToPress(string page)
    {
        string[] pressed =
            ["method=\"post\"", "formaction", "pw-cancel", "pw-retry", "data-ask", "js-jobs-list-command", "data-ajax="];
        foreach (var markup in pressed)
            Assert.DoesNotContain(markup, page, StringComparison.OrdinalIgnoreCase);
    }

    private static async Task IsNotForTheRoleAsync(HttpResponseMessage answer) =>
        Assert.DoesNotContain("view_only", await ApiServer.TextAsync(answer), StringComparison.Ordinal);

    private Task<HttpResponseMessage> PostAsync(string cookies, string path) =>
        dashboard.Server.Anonymous.SendAsync(HttpMethod.Post, "/hangfire" + path, ("Cookie", cookies));

    private async Task<ParseId> FailedAsync()
    {
        var attempt = await dashboard.Server.Parses.InProgressAsync();
        await dashboard.Server.Store.EndAttemptAsync(
            attempt, new ParseOutcome.Failed(new ParseError(ParseErrorCodes.EngineCrashed, "It crashed.")), CancellationToken.None);
        return attempt.Id;
    }

    /// <summary>A path for each route, which the dashboard's table finds that very route for.</summary>
    private static List<string> Paths(ParseId id)
    {
        var field = typeof(RouteCollection).GetFields(BindingFlags.Instance | BindingFlags.NonPublic)
            .Single(field => field.FieldType == typeof(List<Tuple<string, IDashboardDispatcher>>));
        var routes = (List<Tuple<string, IDashboardDispatcher>>)field.GetValue(DashboardRoutes.Routes)!;
        Assert.True(routes.Count > 30, $"Only {routes.Count} routes were found.");
        return [.. routes.Select(route =>
        {
            var path = Digits().Replace(Group().Replace(route.Item1, group => group.Groups[1].Value == "id" ? id.ToString() : "1"), "1");
            var found = DashboardRoutes.Routes.FindDispatcher(path)?.Item1;
            Assert.True(found == route.Item2, $"{path} is no path of the route {route.Item1}.");
            return path;
        })];
    }

    /// <summary>All that a button could change.</summary>
    private Task<string> EverythingAsync() => dashboard.Database.ScalarAsync<string>("""
        select concat((select string_agg(p::text, ';' order by id) from parseworker.parses p),
                      (select string_agg(e::text, ';' order by parse_id, n) from parseworker.parse_events e),
                      (select string_agg(concat(id, statename), ';' order by id) from hangfire.job),
                      (select string_agg(concat(id, queue, jobid), ';' order by id) from hangfire.jobqueue))
        """);

    [GeneratedRegex(@"\(\?<(\w+)>[^)]*\)")]
    private static partial Regex Group();

    [GeneratedRegex(@"\[0-9\]\+|\\d\+")]
    private static partial Regex Digits();
}
