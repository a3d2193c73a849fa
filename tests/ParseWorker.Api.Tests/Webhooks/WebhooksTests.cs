using System.Text;
using System.Text.Json;
using ParseWorker.Api.Tests.Hosting;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Webhooks;

namespace ParseWorker.Api.Tests.Webhooks;

public sealed class WebhooksTests(WebhookFixture fixture) : IClassFixture<WebhookFixture>
{
    private static readonly string[] Failures = ["parse.failed"];

    private readonly ApiServer _api = fixture.Server;

    [Fact]
    public async Task Create_WithAUrl_AnswersItsSecretOnceAndNeverAgain()
    {
        var created = await fixture.CreateAsync();

        Assert.True(WebhookSecret.TryParse(created.GetProperty("secret").GetString(), out _));
        Assert.Equal("""["parse.completed","parse.failed","parse.cancelled"]""", created.GetProperty("events").GetRawText());
        Assert.True(created.GetProperty("enabled").GetBoolean());
        var read = await fixture.GetAsync($"/v1/webhooks/{Id(created)}");
        Assert.Equal(
            created.EnumerateObject().Where(field => field.Name != "secret").Select(field => field.ToString()),
            read.EnumerateObject().Select(field => field.ToString()));
        var list = await fixture.GetAsync("/v1/webhooks");
        Assert.Contains(read.GetRawText(), list.GetProperty("data").EnumerateArray().Select(one => one.GetRawText()));
        Assert.DoesNotContain("whsec_", list.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_WithASecretOfItsOwner_TakesIt()
    {
        const string secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

        var created = await fixture.CreateAsync(new { url = "https://hooks.test/", secret, events = Failures });

        Assert.Equal(secret, created.GetProperty("secret").GetString());
        Assert.Equal("""["parse.failed"]""", created.GetProperty("events").GetRawText());
    }

    [Theory]
    [InlineData("""{}""", "invalid_url")]
    [InlineData("""{"url":"ftp://hooks.test/"}""", "invalid_url")]
    [InlineData("""{"url":"https://me:secret@hooks.test/"}""", "invalid_url")]
    [InlineData("""{"url":"https://elsewhere.test/"}""", "webhook_host_not_allowed")]
    [InlineData("""{"url":"http://169.254.169.254/latest"}""", "webhook_host_not_allowed")]
    [InlineData("""{"url":"https://hooks.test/","events":[]}""", "invalid_events")]
    [InlineData("""{"url":"https://hooks.test/","events":["parse.started"]}""", "invalid_events")]
    [InlineData("""{"url":"https://hooks.test/","events":[null]}""", "invalid_events")]
    [InlineData("""{"url":"https://hooks.test/","secret":"whsec_short"}""", "invalid_secret")]
    [InlineData("""{"url":"https://hooks.test/","urls":[]}""", "invalid_json")]
    [InlineData("""{"url":5}""", "invalid_json")]
    [InlineData("", "invalid_json")]
    public async Task Create_WithWhatIsNoWebhook_SaysWhy(string body, string code)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        await ApiServer.RefusedAsync(await _api.Client.PostAsync("/v1/webhooks", content), 422, code);
    }

    [Fact]
    public async Task Create_WithALongDescription_IsRefused() => await ApiServer.RefusedAsync(
        await fixture.SendAsync(HttpMethod.Post, "/v1/webhooks", new { url = "https://hooks.test/", description = new string('a', 201) }),
        422, "invalid_description");

    [Fact]
    public async Task Change_ToDisabled_StopsDeliveriesUntilItIsEnabled()
    {
        var id = Id(await fixture.CreateAsync());

        var disabled = await ChangeAsync(id, new { enabled = false });
        await _api.CompletedAsync("unheard");
        var enabled = await ChangeAsync(id, new { enabled = true, description = "back" });
        var told = await _api.CompletedAsync("heard");

        Assert.Equal("requested", disabled.GetProperty("disabled_reason").GetString());
        Assert.Equal(JsonValueKind.Null, enabled.GetProperty("disabled_reason").ValueKind);
        Assert.Equal("back", enabled.GetProperty("description").GetString());
        var delivery = Assert.Single(await DeliveriesAsync(id));
        Assert.Equal(told.ToString(), delivery.GetProperty("parse_id").GetString());
    }

    [Theory]
    [InlineData("""{"url":"https://elsewhere.test/"}""", "webhook_host_not_allowed")]
    [InlineData("""{"events":["other"]}""", "invalid_events")]
    [InlineData("""{"secret":"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}""", "invalid_json")]
    public async Task Change_ToWhatIsNotAllowed_SaysWhy(string body, string code)
    {
        var id = Id(await fixture.CreateAsync());
        var request = new HttpRequestMessage(HttpMethod.Patch, $"/v1/webhooks/{id}")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };

        await ApiServer.RefusedAsync(await _api.Client.SendAsync(request, CancellationToken.None), 422, code);
    }

    [Fact]
    public async Task Delete_OfAWebhook_IsItsEnd()
    {
        var id = Id(await fixture.CreateAsync());

        Assert.Equal(204, (int)(await _api.Client.DeleteAsync($"/v1/webhooks/{id}")).StatusCode);

        await ApiServer.RefusedAsync(await _api.Client.GetAsync($"/v1/webhooks/{id}"), 404, "not_found");
        await ApiServer.RefusedAsync(await _api.Client.DeleteAsync($"/v1/webhooks/{id}"), 404, "not_found");
        await ApiServer.RefusedAsync(await _api.Client.GetAsync($"/v1/webhooks/{id}/deliveries"), 404, "not_found");
    }

    [Fact]
    public async Task Deliveries_OfEndedParses_AreListedInPages()
    {
        var id = Id(await fixture.CreateAsync());
        var parses = new List<ParseId>();
        for (var i = 0; i < 3; i++) parses.Add(await _api.CompletedAsync($"page {i}"));

        var first = await fixture.GetAsync($"/v1/webhooks/{id}/deliveries?limit=2&status=pending");
        var after = first.GetProperty("list_metadata").GetProperty("after").GetString();
        var second = await fixture.GetAsync($"/v1/webhooks/{id}/deliveries?limit=2&after={after}");

        var listed = first.GetProperty("data").EnumerateArray().Concat(second.GetProperty("data").EnumerateArray()).ToList();
        Assert.Equal(
            parses.Select(parse => parse.ToString()).OrderDescending(StringComparer.Ordinal),
            listed.Select(one => one.GetProperty("parse_id").GetString()));
        Assert.Equal(JsonValueKind.Null, second.GetProperty("list_metadata").GetProperty("after").ValueKind);
        Assert.Equal("parse.completed", listed[0].GetProperty("event").GetString());
        var one = await fixture.GetAsync($"/v1/webhooks/{id}/deliveries/{Id(listed[0])}");
        Assert.Equal(listed[0].GetRawText(), one.GetRawText());
    }

    [Theory]
    [InlineData("status=lost")]
    [InlineData("limit=0")]
    [InlineData("after=prs_1")]
    public async Task Deliveries_ByAWrongQuery_AreRefused(string query)
    {
        var id = Id(await fixture.CreateAsync());

        await ApiServer.RefusedAsync(await _api.Client.GetAsync($"/v1/webhooks/{id}/deliveries?{query}"), 422, "invalid_query");
    }

    [Theory]
    [InlineData("/v1/webhooks/unknown")]
    [InlineData("/v1/webhooks/whe_01KB8YV0C4N2J7T6Q5Z3X9W8RM")]
    [InlineData("/v1/webhooks/whe_01KB8YV0C4N2J7T6Q5Z3X9W8RM/deliveries")]
    [InlineData("/v1/webhooks/whe_01KB8YV0C4N2J7T6Q5Z3X9W8RM/deliveries/msg_01KB8YV0C4N2J7T6Q5Z3X9W8RM_1")]
    [InlineData("/v1/webhooks/whe_01KB8YV0C4N2J7T6Q5Z3X9W8RM/deliveries/other")]
    public async Task Get_OfWhatIsNotThere_Is404(string path) =>
        await ApiServer.RefusedAsync(await _api.Client.GetAsync(path), 404, "not_found");

    private static string Id(JsonElement body) => body.GetProperty("id").GetString()!;

    private async Task<JsonElement> ChangeAsync(string id, object change) =>
        await ApiServer.ReadAsync(await fixture.SendAsync(HttpMethod.Patch, $"/v1/webhooks/{id}", change), 200);

    private async Task<List<JsonElement>> DeliveriesAsync(string id) =>
        [.. (await fixture.GetAsync($"/v1/webhooks/{id}/deliveries")).GetProperty("data").EnumerateArray()];
}
