using ParseWorker.Core.Parses;
using ParseWorker.Core.Webhooks;

namespace ParseWorker.Postgres.Webhooks;

/// <summary>The senders' statements; rows that another one holds are skipped.</summary>
internal sealed class DeliveryStore(Databases databases) : IDeliveryStore
{
    /// <summary>The lock is a statement of its own: the one after it sees what the lock's last holder handed out.</summary>
    public Task<IReadOnlyList<DeliveryKey>> TakeDueAsync(string? environment, DeliveryRoom room, CancellationToken token) =>
        databases.QueryMultipleAsync<IReadOnlyList<DeliveryKey>>(
            $"{Sql.LockDeliveries};\n{Sql.TakeDueDeliveries}",
            new { environment, room.OfAnEndpoint, room.OfAnEnvironment, room.OfTheFailing },
            async results =>
            {
                await results.ReadAsync();
                return [.. (await results.ReadAsync<KeyRow>()).Select(row => row.ToKey())];
            }, token);

    public Task RecordJobAsync(DeliveryKey key, string jobId, CancellationToken token) =>
        databases.ExecuteAsync(Sql.RecordDeliveryJob, new
        {
            endpointId = key.Endpoint.ToString(),
            parseId = key.Message.Parse.ToString(),
            n = key.Message.Number,
            jobId,
        }, token);

    public async Task<IReadOnlyList<DeliveryKey>> ReleaseLostAsync(int limit, CancellationToken token)
    {
        var rows = await databases.QueryAsync<KeyRow>(Sql.ReleaseLostDeliveries, new { limit }, token);
        return [.. rows.Select(row => row.ToKey())];
    }

    public Task ForgetOldSecretsAsync(CancellationToken token) => databases.ExecuteAsync(Sql.ForgetOldSecrets, null, token);

    public async Task<GrantedDelivery?> ClaimAsync(DeliveryKey key, TimeSpan lease, CancellationToken token)
    {
        var row = await databases.FirstOrDefaultAsync<GrantedRow>(Sql.ClaimDelivery, new
        {
            endpointId = key.Endpoint.ToString(),
            parseId = key.Message.Parse.ToString(),
            n = key.Message.Number,
            lease,
        }, token);
        return row?.ToGranted(key);
    }

    public async Task<RecordedDelivery?> RecordAsync(
        GrantedDelivery granted, DeliveryOutcome outcome, TimeSpan disableAfter, CancellationToken token)
    {
        var row = await databases.FirstOrDefaultAsync<RecordedRow>(Sql.RecordDelivery, new
        {
            endpointId = granted.Key.Endpoint.ToString(),
            parseId = granted.Key.Message.Parse.ToString(),
            n = granted.Key.Message.Number,
            granted.Attempt,
            granted.Url,
            outcome.Duration,
            outcome.ResponseStatus,
            outcome.Error,
            outcome.Delay,
            outcome.IsGone,
            disableAfter,
            IDeliveryStore.FewestFailures,
            WebhookDelivery.MostAttempts,
        }, token);
        return row is null ? null : new RecordedDelivery(row.DisabledReason);
    }

    private sealed class KeyRow
    {
        public required string EndpointId { get; init; }
        public required string ParseId { get; init; }
        public int N { get; init; }

        public DeliveryKey ToKey() =>
            new(WebhookId.Parse(EndpointId), new MessageId(Core.Parses.ParseId.Parse(ParseId), N));
    }

    private sealed class GrantedRow
    {
        public int Attempt { get; init; }
        public DateTime ClaimedAt { get; init; }
        public int Failures { get; init; }
        public required string Kind { get; init; }
        public DateTime CreatedAt { get; init; }
        public required string Environment { get; init; }
        public required string Url { get; init; }
        public required byte[] Secret { get; init; }
        public byte[]? OldSecret { get; init; }

        public GrantedDelivery ToGranted(DeliveryKey key) => new(
            key, Attempt, ClaimedAt, Failures, Environment, ParseEventKindNames.Parse(Kind), CreatedAt, Url,
            OldSecret is null ? [new WebhookSecret(Secret)] : [new WebhookSecret(Secret), new WebhookSecret(OldSecret)]);
    }

    private sealed class RecordedRow
    {
        public int Attempt { get; init; }
        public string? DisabledReason { get; init; }
    }
}
