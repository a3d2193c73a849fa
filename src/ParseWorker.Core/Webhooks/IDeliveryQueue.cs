namespace ParseWorker.Core.Webhooks;

/// <summary>Hands deliveries to the workers. A duplicate job is harmless; a missing one is found by the sweep.</summary>
public interface IDeliveryQueue
{
    /// <summary>Enqueues a new job for a delivery.</summary>
    /// <returns>The job's id.</returns>
    string Enqueue(DeliveryKey key);
}
