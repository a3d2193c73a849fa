using System.Text;
using System.Text.Json;
using ParseWorker.Api.Tests.Hosting;
using ParseWorker.Core.Webhooks;

namespace ParseWorker.Api.Tests.Webhooks;

/// <summary>Messages sent again, and secrets that follow each other.</summary>
public sealed class ReplayTests(WebhookFixture fixture) : IClassFixture<WebhookFixture>
{
    private const string Unknown = "whe_01KB8YV0C4N2J7T6Q5Z3X9W8RM";

    private readonly ApiServer _api = fixture.Server;

    [Fact]
    public async Task Replay_OfADeliveredMessage_IsPendingUnderTheSameId()
    {
        var id = Id(await fixture.CreateAsync());
        await _api.CompletedAsync("once");
        var message = Id((await fixture.GetAsync($"/v1/webhooks/{id}/deliveries")).GetProperty("data")[0]);
        await fixture.Database.ExecuteAsync(
            "update parseworker.webhook_deliveries set status = 'delivered', finished_at = now() where endpoint_id = $1", id);

        var replayed = await ApiServer.ReadAsync(
            await _api.Client.PostAsync($"/v1/webhooks/{id}/deliveries/{message}/replay", null), 202);

        Assert.Equal((message, "pending"), (Id(replayed), replayed.GetProperty("status").GetString()));
    }

    [Fact]
    public async Task Replay_SinceATime_SendsWhatTheWebhookWasNotTold()
    {
        var parse = await _api.CompletedAsync("before there was a webhook");
        var id = Id(await fixture.CreateAsync());

        var answer = await ApiServer.ReadAsync(await PostAsync($"/v1/webhooks/{id}/replay", """{"since":"2026-01-01"}"""), 202);

        Assert.True(answer.GetProperty("replayed").GetInt32() >= 1);
        Assert.False(answer.GetProperty("has_more").GetBoolean());
        var deliveries = await fixture.GetAsync($"/v1/webhooks/{id}/deliveries?limit=100");
        Assert.Contains(parse.ToString(), deliveries.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 422)]
    [InlineData("{}", 422)]
    [InlineData("""{"since":"yesterday"}""", 400)]
    public async Task Replay_SinceNoTime_IsRefused(string body, int status)
    {
        var id = Id(await fixture.CreateAsync());

        await ApiServer.RefusedAsync(await PostAsync($"/v1/webhooks/{id}/replay", body), status, "invalid_date");
    }

    [Fact]
    public async Task Rotate_WithoutABody_AnswersANewSecretBesideTheLast()
    {
        var created = await fixture.CreateAsync();

        var rotated = await ApiServer.ReadAsync(await _api.Client.PostAsync($"/v1/webhooks/{Id(created)}/rotate-secret", null), 200);

        Assert.NotEqual(created.GetProperty("secret").GetString(), rotated.GetProperty("secret").GetString());
        Assert.True(WebhookSecret.TryParse(rotated.GetProperty("secret").GetString(), out _));
        var overlap = rotated.GetProperty("old_secret_valid_until").GetDateTime() - rotated.GetProperty("updated_at").GetDateTime();
        Assert.Equal(TimeSpan.FromDays(1), overlap);
    }

    [Fact]
    public async Task Rotate_ToASecretOfItsOwnerAtOnce_LeavesNoOther()
    {
        const string secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        var id = Id(await fixture.CreateAsync());

        var rotated = await ApiServer.ReadAsync(
            await PostAsync($"/v1/webhooks/{id}/rotate-secret", $$"""{"secret":"{{secret}}","overlap_seconds":0}"""), 200);

        Assert.Equal(secret, rotated.GetProperty("secret").GetString());
        Assert.Equal(JsonValueKind.Null, rotated.GetProperty("old_secret_valid_until").ValueKind);
    }

    [Theory]
    [InlineData("""{"overlap_seconds":-1}""", "invalid_overlap")]
    [InlineData("""{"overlap_seconds":2592001}""", "invalid_overlap")]
    [InlineData("""{"secret":"short"}""", "invalid_secret")]
    public async Task Rotate_ToWhatIsNotAllowed_SaysWhy(string body, string code)
    {
        var id = Id(await fixture.CreateAsync());

        await ApiServer.RefusedAsync(await PostAsync($"/v1/webhooks/{id}/rotate-secret", body), 422, code);
    }

    [Theory]
    [InlineData("/v1/webhooks/" + Unknown + "/rotate-secret", "{}")]
    [InlineData("/v1/webhooks/" + Unknown + "/replay", """{"since":"2026-01-01"}""")]
    [InlineData("/v1/webhooks/" + Unknown + "/deliveries/msg_01KB8YV0C4N2J7T6Q5Z3X9W8RM_1/replay", "")]
    public async Task Post_ToWhatIsNotThere_Is404(string path, string body) =>
        await ApiServer.RefusedAsync(await PostAsync(path, body), 404, "not_found");

    private static string Id(JsonElement body) => body.GetProperty("id").GetString()!;

    private Task<HttpResponseMessage> PostAsync(string path, string body) =>
        _api.Client.PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"));
}
