using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using ParseWorker.Api.Dashboard.Operators;
using ParseWorker.Api.Tests.Hosting;
using ParseWorker.Core.Parses;

namespace ParseWorker.Api.Tests.Dashboard;

/// <summary>Operators with names of their own: what they do is recorded in their names, and who they are is the configuration's.</summary>
public sealed class NamedOperatorsTests(DashboardFixture dashboard) : IClassFixture<DashboardFixture>
{
    [Fact]
    public async Task CancelAndRetry_ByAName_AreRecordedInIt()
    {
        var id = await dashboard.Server.Parses.QueuedAsync();
        var bob = await dashboard.SignInAsync(DashboardFixture.Bob);

        await dashboard.PostAsync($"/hangfire/parses/{id}", $"/hangfire/parses/{id}/cancel", signedIn: bob);
        var retried = await dashboard.PostAsync($"/hangfire/parses/{id}", $"/hangfire/parses/{id}/retry", signedIn: bob);

        var again = ParseId.Parse(retried.Headers.Location!.OriginalString.Split('/')[^1]);
        Assert.Contains("bob@example.com (dashboard)", await DetailsAsync(id), StringComparison.Ordinal);
        Assert.Contains($"retry of {id} by bob@example.com (dashboard)", await DetailsAsync(again), StringComparison.Ordinal);
        Assert.Equal("bob@example.com (dashboard)",
            (await dashboard.Server.GetAsync(id)).GetProperty("cancellation").GetProperty("requested_by").GetString());
    }

    [Fact]
    public async Task SignIn_WithoutTheUserOperator_OpensTheDashboardToTheOthersOnly()
    {
        await using var server = await StartAsync(("Operators:ann:Password", DashboardFixture.Password));

        Assert.Equal(HttpStatusCode.OK, await OpenAsync(server, await dashboard.SignInAsync("ann", server)));
        var operators = await server.Anonymous.SendAsync(HttpMethod.Get, "/hangfire", ("Authorization", "Basic b3BlcmF0b3I6"));
        await ApiServer.RefusedAsync(operators, 401, "unauthorized");
    }

    [Fact]
    public async Task SignIn_OfWhomOnlyAHashIsConfigured_OpensTheDashboard()
    {
        await using var server = await StartAsync(("Operators:ann:PasswordHash", PasswordHash.Of(DashboardFixture.Password).ToString()));

        Assert.Equal(HttpStatusCode.OK, await OpenAsync(server, await dashboard.SignInAsync("ann", server)));
    }

    [Theory]
    [InlineData("Operators:ann:Password", "another password", HttpStatusCode.Unauthorized)]
    [InlineData("Operators:bob:Password", DashboardFixture.Password, HttpStatusCode.Unauthorized)]
    [InlineData("Operators:ann:Password", DashboardFixture.Password, HttpStatusCode.OK)]
    public async Task Cookie_OfAnOperator_IsVoidWithTheirPasswordOrTheirEntry(string key, string value, HttpStatusCode expected)
    {
        await using var later = await StartAsync((key, value));

        Assert.Equal(expected, await OpenAsync(later, await dashboard.SignInAsync("ann")));
    }

    // The role is not in the cookie: who signed in before may do no more than the configuration says now.
    [Fact]
    public async Task Role_TakenAway_CountsForWhoHasSignedInBefore()
    {
        var id = await dashboard.Server.Parses.QueuedAsync();
        var bob = await dashboard.SignInAsync(DashboardFixture.Bob);
        await using var later = await StartAsync(
            ($"Operators:{DashboardFixture.Bob}:Password", DashboardFixture.Password), ($"Operators:{DashboardFixture.Bob}:Role", "View"));

        Assert.Equal(HttpStatusCode.OK, await OpenAsync(later, bob));
        var answer = await later.Anonymous.SendAsync(HttpMethod.Post, $"/hangfire/parses/{id}/cancel", ("Cookie", bob));
        await ApiServer.RefusedAsync(answer, 403, "view_only");
    }

    [Theory]
    [InlineData("ann", "Password", "short", "Operators:ann: Password must have 12 characters or more.")]
    [InlineData("ann", "Role", "View", "Operators:ann: Password is missing; give 12 characters or more, or their PasswordHash.")]
    [InlineData("Operator", "Password", "long enough a password",
        "Operators:Operator: operator is the user of Dashboard:Password; choose another name.")]
    [InlineData("ann b", "Password", "long enough a password", "Operators:ann b: a name must be 1 to 64 letters, digits and . _ @ -.")]
    [InlineData("ann", "Role", "viewer", "Operators:ann: Role must be Operate or View.")]
    [InlineData("ann", "Role", "1", "Operators:ann: Role must be Operate or View.")]
    [InlineData("ann", "Rol", "View", "Operators:ann:Rol: there is no such setting; an operator has Password, PasswordHash, Role.")]
    [InlineData("ann", "PasswordHash", "long enough a password",
        "Operators:ann: PasswordHash is no hash of a password; deploy/hash-password, or ParseWorker.Api hash-password, makes one.")]
    public async Task Start_WithAnOperatorWhoDoesNotFit_IsRefusedWithASentence(string name, string setting, string value, string sentence)
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(($"Operators:{name}:{setting}", value)));

        Assert.Contains(sentence, refused.Failures);
    }

    // The framework would leave them out: nobody would be told that an operator is missing, or that one who should look may operate.
    [Theory]
    [InlineData("Operators", "a password in the wrong place",
        "Operators takes no value itself: an operator's settings name them first, as in Operators__ann__Password.")]
    [InlineData("Operators:bob", "a password in the wrong place",
        "Operators:bob takes no value itself: give a password, as in Operators__bob__Password.")]
    [InlineData("Operators:bob", "", "Operators:bob takes no value itself: give a password, as in Operators__bob__Password.")]
    [InlineData("Operators:ann:Role:0", "View", "Operators:ann:Role takes one value, and has settings below it.")]
    [InlineData("Operators:ann:Role", "", "Operators:ann: Role must be Operate or View.")]
    [InlineData("Operators:ann:PasswordHash", "wrong place",
        "Operators:ann: Password and PasswordHash are both set; leave one of them out.")]
    public async Task Start_WithWhatCannotBeRead_IsRefusedWithASentence(string key, string value, string sentence)
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(
            () => StartAsync(("Operators:ann:Password", DashboardFixture.Password), (key, value)));

        Assert.Contains(sentence, refused.Failures);
        Assert.DoesNotContain("wrong place", refused.Message, StringComparison.Ordinal);
    }

    private Task<ApiServer> StartAsync(params (string Key, string Value)[] settings) => ApiServer.StartAsync(
        dashboard.Database, builder => builder.Configuration.AddInMemoryCollection(
            settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))));

    private static async Task<HttpStatusCode> OpenAsync(ApiServer server, string cookies) =>
        (await server.Anonymous.SendAsync(HttpMethod.Get, "/hangfire", ("Cookie", cookies))).StatusCode;

    private Task<string> DetailsAsync(ParseId id) => dashboard.Database.ScalarAsync<string>(
        "select coalesce(string_agg(detail, ' '), '') from parseworker.parse_events where parse_id = $1", id.ToString());
}
