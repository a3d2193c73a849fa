namespace ParseWorker.Core.Webhooks;

/// <summary>Endpoints and their deliveries as an environment's keys manage them; of another environment nothing is there.</summary>
public interface IWebhookStore
{
    /// <summary>Adds an endpoint, unless the environment has as many as it may.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="secret">What its messages are signed with.</param>
    /// <param name="most">Endpoints that the environment may have; two calls at once may each add the last one.</param>
    /// <param name="token">Stops the call.</param>
    /// <returns>The endpoint, or null when there are as many.</returns>
    Task<WebhookEndpoint?> AddAsync(WebhookEndpoint endpoint, WebhookSecret secret, int most, CancellationToken token);

    /// <summary>The environment's endpoints, the oldest first.</summary>
    Task<IReadOnlyList<WebhookEndpoint>> ListAsync(string environment, CancellationToken token);

    /// <summary>An endpoint, or null when the environment has none of this id.</summary>
    Task<WebhookEndpoint?> FindAsync(string environment, WebhookId id, CancellationToken token);

    /// <summary>Changes an endpoint. One that is enabled again counts as one that never failed.</summary>
    /// <returns>The endpoint as it is now, or null when there is none.</returns>
    Task<WebhookEndpoint?> ChangeAsync(string environment, WebhookId id, WebhookChange change, CancellationToken token);

    /// <summary>Gives an endpoint another secret. For a time messages are signed with the last one too, and none before it.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="id">The endpoint.</param>
    /// <param name="secret">The new one.</param>
    /// <param name="overlap">How long the last one goes on; zero ends it at once.</param>
    /// <param name="token">Stops the call.</param>
    /// <returns>The endpoint as it is now, or null when there is none.</returns>
    Task<WebhookEndpoint?> RotateAsync(
        string environment, WebhookId id, WebhookSecret secret, TimeSpan overlap, CancellationToken token);

    /// <summary>Deletes an endpoint and its deliveries.</summary>
    /// <returns>False when there is none.</returns>
    Task<bool> DeleteAsync(string environment, WebhookId id, CancellationToken token);

    /// <summary>One page of an endpoint's deliveries, with their last attempts.</summary>
    Task<IReadOnlyList<WebhookDelivery>> ListDeliveriesAsync(DeliveryListQuery query, CancellationToken token);

    /// <summary>One delivery, or null.</summary>
    Task<WebhookDelivery?> FindDeliveryAsync(string environment, WebhookId endpoint, MessageId message, CancellationToken token);

    /// <summary>Has a delivery sent from its first attempt on, whatever became of it; leaves one that is under way.</summary>
    Task ReplayAsync(string environment, WebhookId endpoint, MessageId message, CancellationToken token);

    /// <summary>Has sent what an endpoint has not taken: deliveries that failed, and endings that it was not told.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="since">Endings from this time on.</param>
    /// <param name="limit">Deliveries at most, the oldest endings first.</param>
    /// <param name="token">Stops the call.</param>
    /// <returns>How many are sent.</returns>
    Task<int> ReplayMissedAsync(
        string environment, WebhookId endpoint, DateTimeOffset since, int limit, CancellationToken token);
}

/// <summary>What a list of deliveries asks for; the newest come first.</summary>
/// <param name="Environment">The environment.</param>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Status">Only those of this status, or null.</param>
/// <param name="After">Those that follow this one in the list; null for the newest.</param>
/// <param name="Limit">Rows at most.</param>
public sealed record DeliveryListQuery(string Environment, WebhookId Endpoint, string? Status, MessageId? After, int Limit);
