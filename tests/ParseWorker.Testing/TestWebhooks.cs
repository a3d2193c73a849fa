using Microsoft.Extensions.DependencyInjection;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Webhooks;

namespace ParseWorker.Testing;

/// <summary>Endpoints made through the store, as the API makes them.</summary>
public sealed class TestWebhooks(IServiceProvider services)
{
    private readonly IWebhookStore _store = services.GetRequiredService<IWebhookStore>();

    /// <summary>An endpoint; of the test's own environment unless another is named.</summary>
    public async Task<WebhookEndpoint> AddAsync(
        string environment, string url = "https://hooks.test/", WebhookSecret? secret = null, params ParseEventKind[] events)
    {
        var endpoint = new WebhookEndpoint
        {
            Id = WebhookId.New(TimeProvider.System.GetUtcNow()),
            Environment = environment,
            Url = url,
            Events = events.Length > 0 ? events : WebhookEvents.All,
        };
        return await _store.AddAsync(endpoint, secret ?? WebhookSecret.New(), most: 100, CancellationToken.None)
            ?? throw new InvalidOperationException("The environment has a hundred endpoints.");
    }

    /// <summary>The endpoint's deliveries, the newest parses first.</summary>
    public Task<IReadOnlyList<WebhookDelivery>> DeliveriesAsync(WebhookEndpoint endpoint) =>
        _store.ListDeliveriesAsync(new DeliveryListQuery(endpoint.Environment, endpoint.Id, null, null, 100), CancellationToken.None);

    /// <summary>Has what the endpoint missed in the last hour sent again.</summary>
    public Task<int> ReplayMissedAsync(WebhookEndpoint endpoint, int limit = 100) => _store.ReplayMissedAsync(
        endpoint.Environment, endpoint.Id, TimeProvider.System.GetUtcNow() - TimeSpan.FromHours(1), limit, CancellationToken.None);

    /// <summary>The endpoint as it is now.</summary>
    public async Task<WebhookEndpoint> FindAsync(WebhookEndpoint endpoint) =>
        await _store.FindAsync(endpoint.Environment, endpoint.Id, CancellationToken.None)
        ?? throw new InvalidOperationException($"{endpoint.Id} is not there.");
}
