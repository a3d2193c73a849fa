using Microsoft.Extensions.DependencyInjection;
using ParseWorker.Core.Webhooks;
using ParseWorker.Testing;

namespace ParseWorker.Postgres.Tests.Webhooks;

/// <summary>The steps of a delivery, in an environment of its own.</summary>
public abstract class DeliverySteps(PostgresFixture postgres)
{
    protected static TimeSpan Minute { get; } = TimeSpan.FromMinutes(1);
    protected static TimeSpan Day { get; } = TimeSpan.FromDays(1);
    protected static DeliveryOutcome Delivered { get; } = new(Minute, 204, Error: null, Delay: null);
    protected static DeliveryOutcome Failed { get; } = new(Minute, 500, WebhookErrors.Status, TimeSpan.FromHours(1));

    protected string Own { get; } = Guid.NewGuid().ToString();

    protected TestWebhooks Webhooks { get; } = new(postgres.Services);

    protected IDeliveryStore Store => postgres.Services.GetRequiredService<IDeliveryStore>();

    protected string EnqueueFor(DeliveryKey key) => postgres.Services.GetRequiredService<IDeliveryQueue>().Enqueue(key);

    protected async Task<(WebhookEndpoint Endpoint, DeliveryKey Key)> DueAsync()
    {
        var endpoint = await Webhooks.AddAsync(Own);
        return (endpoint, new DeliveryKey(endpoint.Id, await EndAsync()));
    }

    protected async Task<MessageId> EndAsync(string? environment = null)
    {
        var key = await postgres.Parses.InProgressAsync(environment ?? Own);
        await postgres.EndAsync(key, Outcomes.Completed);
        return new MessageId(key.Id, await postgres.Database.ScalarAsync<int>(
            "select event_count from parseworker.parses where id = $1", key.Id.ToString()));
    }

    protected async Task<DateTimeOffset?> FinishedAtAsync(MessageId message) =>
        (await postgres.Queries.FindAsync(Own, message.Parse, CancellationToken.None))!.FinishedAt;

    protected Task<int> HappenAsync(MessageId message) => postgres.Database.ExecuteAsync(
        "insert into parseworker.parse_events (parse_id, n, kind, attempt) values ($1, $2, 'failed', 1)",
        message.Parse.ToString(), message.Number);

    protected Task<IReadOnlyList<DeliveryKey>> TakeAsync(WebhookEndpoint endpoint, int mostAtOnce = 4) =>
        Store.TakeDueAsync(endpoint.Environment, new DeliveryRoom(mostAtOnce, 100, 100), CancellationToken.None);

    protected Task<GrantedDelivery?> ClaimAsync(DeliveryKey key) => Store.ClaimAsync(key, Minute, CancellationToken.None);

    protected Task<IReadOnlyList<DeliveryKey>> ReleaseAsync() => Store.ReleaseLostAsync(1000, CancellationToken.None);

    protected Task<RecordedDelivery?> RecordAsync(GrantedDelivery granted, DeliveryOutcome outcome) =>
        Store.RecordAsync(granted, outcome, Day, CancellationToken.None);

    protected async Task SettleAsync(DeliveryKey key) => Assert.NotNull(await RecordAsync((await ClaimAsync(key))!, Delivered));

    protected async Task FailAsync(DeliveryKey key) => Assert.NotNull(await RecordAsync((await ClaimAsync(key))!, Failed));

    protected Task<int> ShiftAsync(WebhookEndpoint endpoint, string change) => postgres.Database.ExecuteAsync(
        $"update parseworker.webhook_endpoints set {change} where id = $1", endpoint.Id.ToString());

    protected Task<int> ComeDueAsync(WebhookEndpoint endpoint) => UpdateAsync(endpoint, "next_attempt_at = now()");

    protected Task<int> AgeAsync(WebhookEndpoint endpoint) => UpdateAsync(endpoint, "enqueued_at = now() - interval '1 minute'");

    protected Task<int> LoseAsync(WebhookEndpoint endpoint) => UpdateAsync(endpoint, "leased_until = now() - interval '1 second'");

    protected Task<int> UpdateAsync(WebhookEndpoint endpoint, string change) => postgres.Database.ExecuteAsync(
        $"update parseworker.webhook_deliveries set {change} where endpoint_id = $1", endpoint.Id.ToString());
}
