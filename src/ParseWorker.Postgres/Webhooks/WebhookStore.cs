using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;
using ParseWorker.Core.Webhooks;

namespace ParseWorker.Postgres.Webhooks;

/// <summary>Endpoints and their deliveries, each call one statement of <c>Queries/</c>.</summary>
internal sealed class WebhookStore(Databases databases) : IWebhookStore
{
    private const int DeletedAtOnce = 1000;

    public async Task<WebhookEndpoint?> AddAsync(WebhookEndpoint endpoint, WebhookSecret secret, int most, CancellationToken token) =>
        (await databases.FirstOrDefaultAsync<EndpointRow>(Sql.AddWebhook, new
        {
            id = endpoint.Id.ToString(),
            endpoint.Environment,
            endpoint.Url,
            Description = StorableText.Of(endpoint.Description),
            events = Names(endpoint.Events),
            secret = secret.Bytes.ToArray(),
            most,
        }, token))?.ToEndpoint();

    public async Task<IReadOnlyList<WebhookEndpoint>> ListAsync(string environment, CancellationToken token)
    {
        var rows = await databases.QueryAsync<EndpointRow>(Sql.ListWebhooks, new { environment }, token);
        return [.. rows.Select(row => row.ToEndpoint())];
    }

    public async Task<WebhookEndpoint?> FindAsync(string environment, WebhookId id, CancellationToken token) =>
        (await databases.FirstOrDefaultAsync<EndpointRow>(Sql.FindWebhook, new { environment, id = id.ToString() }, token))?.ToEndpoint();

    public async Task<WebhookEndpoint?> ChangeAsync(string environment, WebhookId id, WebhookChange change, CancellationToken token) =>
        (await databases.FirstOrDefaultAsync<EndpointRow>(Sql.ChangeWebhook, new
        {
            environment,
            id = id.ToString(),
            change.Url,
            Description = StorableText.Of(change.Description),
            events = change.Events is { } events ? Names(events) : null,
            change.Enabled,
        }, token))?.ToEndpoint();

    public async Task<WebhookEndpoint?> RotateAsync(
        string environment, WebhookId id, WebhookSecret secret, TimeSpan overlap, CancellationToken token)
    {
        var parameters = new { environment, id = id.ToString(), secret = secret.Bytes.ToArray(), overlap };
        return (await databases.FirstOrDefaultAsync<EndpointRow>(Sql.RotateWebhookSecret, parameters, token))?.ToEndpoint();
    }

    // Off first, and its deliveries in batches: should the rest fail, it is seen to be disabled, and not enabled with messages missing.
    public async Task<bool> DeleteAsync(string environment, WebhookId id, CancellationToken token)
    {
        if (await ChangeAsync(environment, id, new WebhookChange { Enabled = false }, token) is null) return false;
        var parameters = new { environment, id = id.ToString(), limit = DeletedAtOnce };
        while (await databases.ExecuteAsync(Sql.DeleteDeliveries, parameters, token) > 0)
        {
        }

        return await databases.ExecuteAsync(Sql.DeleteWebhook, new { environment, id = id.ToString() }, token) == 1;
    }

    public async Task<IReadOnlyList<WebhookDelivery>> ListDeliveriesAsync(DeliveryListQuery query, CancellationToken token)
    {
        var rows = await databases.QueryAsync<DeliveryRow>(Sql.ListDeliveries, new
        {
            query.Environment,
            endpointId = query.Endpoint.ToString(),
            query.Status,
            boundId = query.After?.Parse.ToString(),
            boundNumber = query.After?.Number,
            query.Limit,
        }, token);
        return [.. DeliveryRow.ToDeliveries(rows)];
    }

    public async Task<WebhookDelivery?> FindDeliveryAsync(
        string environment, WebhookId endpoint, MessageId message, CancellationToken token)
    {
        var rows = await databases.QueryAsync<DeliveryRow>(Sql.FindDelivery, new
        {
            environment,
            endpointId = endpoint.ToString(),
            parseId = message.Parse.ToString(),
            n = message.Number,
        }, token);
        return DeliveryRow.ToDeliveries(rows).SingleOrDefault();
    }

    public Task ReplayAsync(string environment, WebhookId endpoint, MessageId message, CancellationToken token) =>
        databases.ExecuteAsync(Sql.ReplayDelivery, new
        {
            environment,
            endpointId = endpoint.ToString(),
            parseId = message.Parse.ToString(),
            n = message.Number,
        }, token);

    public Task<int> ReplayMissedAsync(
        string environment, WebhookId endpoint, DateTimeOffset since, int limit, CancellationToken token) =>
        databases.ExecuteAsync(Sql.ReplayMissed, new { environment, id = endpoint.ToString(), since = since.UtcDateTime, limit }, token);

    private static string[] Names(IEnumerable<ParseEventKind> kinds) => [.. kinds.Select(kind => kind.ToWire())];
}
