using Hangfire;
using ParseWorker.Core.Webhooks;

namespace ParseWorker.Queueing;

/// <summary>One new Hangfire job a call; its arguments are ids, so the dashboard shows neither URL nor document.</summary>
internal sealed class HangfireDeliveryQueue(IBackgroundJobClientV2 client) : IDeliveryQueue
{
    public string Enqueue(DeliveryKey key)
    {
        var (endpoint, message) = (key.Endpoint.ToString(), key.Message.ToString());
        return client.Enqueue<IDeliveryJob>(QueueNames.Webhooks, job => job.RunAsync(endpoint, message));
    }
}
