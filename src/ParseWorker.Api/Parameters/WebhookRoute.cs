using ParseWorker.Api.Errors;
using ParseWorker.Core.Webhooks;

namespace ParseWorker.Api.Parameters;

/// <summary>Ids of webhook endpoints and of their messages in paths.</summary>
internal static class WebhookRoute
{
    /// <summary>Reads an endpoint's id; one that cannot exist is an endpoint that does not.</summary>
    public static WebhookId Read(string id) => WebhookId.TryParse(id, out var parsed) ? parsed : throw RefusedException.NoSuchWebhook(id);

    /// <summary>Reads a message's id; one that cannot exist is a delivery that does not.</summary>
    public static MessageId ReadMessage(string id) =>
        MessageId.TryParse(id, out var parsed) ? parsed : throw RefusedException.NoSuchDelivery(id);
}
