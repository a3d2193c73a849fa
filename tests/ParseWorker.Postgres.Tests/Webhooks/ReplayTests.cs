using Microsoft.Extensions.DependencyInjection;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Webhooks;
using ParseWorker.Testing;

namespace ParseWorker.Postgres.Tests.Webhooks;

/// <summary>What is sent again on request, and which secrets it is signed with.</summary>
public sealed class ReplayTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly string _environment = Guid.NewGuid().ToString();
    private readonly TestWebhooks _webhooks = new(postgres.Services);

    private IWebhookStore Store => postgres.Services.GetRequiredService<IWebhookStore>();

    private IDeliveryStore Deliveries => postgres.Services.GetRequiredService<IDeliveryStore>();

    [Theory]
    [InlineData(null)]
    [InlineData(WebhookErrors.Status)]
    public async Task Replay_OfASettledDelivery_IsDueAgainFromItsFirstAttempt(string? error)
    {
        var endpoint = await _webhooks.AddAsync(_environment);
        var key = new DeliveryKey(endpoint.Id, await EndAsync());
        await SettleAsync(key, error);

        await Store.ReplayAsync(_environment, endpoint.Id, key.Message, CancellationToken.None);

        var delivery = Assert.Single(await _webhooks.DeliveriesAsync(endpoint));
        Assert.Equal((DeliveryStatusNames.Pending, null), (delivery.Status, delivery.FinishedAt));
        Assert.Single(delivery.Attempts); // what was is still told
        Assert.Equal([key], await Deliveries.TakeDueAsync(_environment, new DeliveryRoom(1, 1, 1), CancellationToken.None));
        var granted = (await Deliveries.ClaimAsync(key, Minute, CancellationToken.None))!;
        Assert.Equal((2, 0), (granted.Attempt, granted.Failures));
    }

    [Fact]
    public async Task Replay_OfADeliveryThatIsUnderWay_LeavesItToItsSender()
    {
        var endpoint = await _webhooks.AddAsync(_environment);
        var key = new DeliveryKey(endpoint.Id, await EndAsync());
        var granted = (await Deliveries.ClaimAsync(key, Minute, CancellationToken.None))!;

        await Store.ReplayAsync(_environment, endpoint.Id, key.Message, CancellationToken.None);

        Assert.Null(await Deliveries.ClaimAsync(key, Minute, CancellationToken.None));
        Assert.NotNull(await RecordAsync(granted, error: null));
    }

    [Fact]
    public async Task Replay_ByAnotherEnvironment_ChangesNothing()
    {
        var endpoint = await _webhooks.AddAsync(_environment);
        var key = new DeliveryKey(endpoint.Id, await EndAsync());
        await SettleAsync(key, WebhookErrors.Status);

        await Store.ReplayAsync("stranger", endpoint.Id, key.Message, CancellationToken.None);
        Assert.Equal(0, await _webhooks.ReplayMissedAsync(endpoint with { Environment = "stranger" }));

        Assert.Equal(DeliveryStatusNames.Failed, Assert.Single(await _webhooks.DeliveriesAsync(endpoint)).Status);
    }

    [Fact]
    public async Task ReplayMissed_OfAnEndpoint_SendsWhatFailedAndWhatItWasNotTold()
    {
        var before = await EndAsync();
        var endpoint = await _webhooks.AddAsync(_environment);
        var (delivered, failed, pending) = (await EndAsync(), await EndAsync(), await EndAsync());
        await SettleAsync(new DeliveryKey(endpoint.Id, delivered), error: null);
        await SettleAsync(new DeliveryKey(endpoint.Id, failed), WebhookErrors.Timeout);
        await postgres.Parses.QueuedAsync(_environment);

        Assert.Equal(2, await _webhooks.ReplayMissedAsync(endpoint));
        Assert.Equal(0, await _webhooks.ReplayMissedAsync(endpoint));

        var now = await _webhooks.DeliveriesAsync(endpoint);
        Assert.Equal(
            new[] { before, delivered, failed, pending }.Select(message => message.ToString()).OrderDescending(StringComparer.Ordinal),
            now.Select(one => one.Message.ToString()));
        Assert.Equal(delivered, Assert.Single(now, one => one.Status != DeliveryStatusNames.Pending).Message);
        var parse = (await postgres.Queries.FindAsync(_environment, before.Parse, CancellationToken.None))!;
        Assert.Equal(parse.FinishedAt, Assert.Single(now, one => one.Message == before).CreatedAt);
    }

    [Fact]
    public async Task ReplayMissed_OfMoreThanTheLimit_SendsTheOldestFirst()
    {
        var messages = new List<MessageId>();
        for (var i = 0; i < 3; i++) messages.Add(await EndAsync());
        var endpoint = await _webhooks.AddAsync(_environment);

        Assert.Equal(2, await _webhooks.ReplayMissedAsync(endpoint, limit: 2));
        Assert.DoesNotContain(await _webhooks.DeliveriesAsync(endpoint), one => one.Message == messages[2]);
        Assert.Equal(1, await _webhooks.ReplayMissedAsync(endpoint, limit: 2));
    }

    [Fact]
    public async Task ReplayMissed_OfEventsThatItDoesNotAskFor_SendsNothing()
    {
        await EndAsync();
        var endpoint = await _webhooks.AddAsync(_environment, events: ParseEventKind.Failed);

        Assert.Equal(0, await _webhooks.ReplayMissedAsync(endpoint));
    }

    [Fact]
    public async Task Rotate_WithAnOverlap_HasBothSecretsUntilItIsOver()
    {
        var (first, second, third) = (WebhookSecret.New(), WebhookSecret.New(), WebhookSecret.New());
        var endpoint = await _webhooks.AddAsync(_environment, secret: first);

        var rotated = await RotateAsync(endpoint, second, TimeSpan.FromHours(1));
        Assert.NotNull(rotated.OldSecretUntil);
        Assert.Equal([second.Reveal(), first.Reveal()], await SecretsAsync(endpoint));
        await RotateAsync(endpoint, third, TimeSpan.FromHours(1));
        Assert.Equal([third.Reveal(), second.Reveal()], await SecretsAsync(endpoint));

        await postgres.Database.ExecuteAsync("update parseworker.webhook_endpoints set old_secret_until = now() - interval '1 second' "
            + "where old_secret is not null");
        Assert.Equal([third.Reveal()], await SecretsAsync(endpoint));
        await Deliveries.ForgetOldSecretsAsync(CancellationToken.None);
        Assert.Null((await _webhooks.FindAsync(endpoint)).OldSecretUntil);
        Assert.Equal(0, await postgres.Database.ScalarAsync<long>(
            "select count(*) from parseworker.webhook_endpoints where old_secret is not null"));
    }

    [Fact]
    public async Task Rotate_WithoutAnOverlap_EndsTheLastSecretAtOnce()
    {
        var (first, second) = (WebhookSecret.New(), WebhookSecret.New());
        var endpoint = await _webhooks.AddAsync(_environment, secret: first);

        var rotated = await RotateAsync(endpoint, second, TimeSpan.Zero);

        Assert.Null(rotated.OldSecretUntil);
        Assert.Equal([second.Reveal()], await SecretsAsync(endpoint));
        Assert.Null(await Store.RotateAsync("stranger", endpoint.Id, first, Minute, CancellationToken.None));
    }

    private async Task<WebhookEndpoint> RotateAsync(WebhookEndpoint endpoint, WebhookSecret secret, TimeSpan overlap) =>
        await Store.RotateAsync(_environment, endpoint.Id, secret, overlap, CancellationToken.None)
        ?? throw new InvalidOperationException($"{endpoint.Id} is not there.");

    private async Task<IEnumerable<string>> SecretsAsync(WebhookEndpoint endpoint)
    {
        var granted = await Deliveries.ClaimAsync(new DeliveryKey(endpoint.Id, await EndAsync()), Minute, CancellationToken.None);
        return granted!.Secrets.Select(secret => secret.Reveal());
    }

    private async Task SettleAsync(DeliveryKey key, string? error) =>
        Assert.NotNull(await RecordAsync((await Deliveries.ClaimAsync(key, Minute, CancellationToken.None))!, error));

    private Task<RecordedDelivery?> RecordAsync(GrantedDelivery granted, string? error) => Deliveries.RecordAsync(
        granted, new DeliveryOutcome(Minute, 200, error, Delay: null), TimeSpan.FromDays(1), CancellationToken.None);

    private async Task<MessageId> EndAsync()
    {
        var key = await postgres.Parses.InProgressAsync(_environment);
        await postgres.EndAsync(key, Outcomes.Completed);
        return new MessageId(key.Id, await postgres.Database.ScalarAsync<int>(
            "select event_count from parseworker.parses where id = $1", key.Id.ToString()));
    }
}
