using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;

namespace ParseWorker.Api.Subscriptions;

/// <summary>One request that waits for updates of one parse; disposing it ends the subscription.</summary>
/// <param name="id">The parse.</param>
/// <param name="subscriptions">Delivers the updates.</param>
internal abstract class Subscription(ParseId id, ParseSubscriptions subscriptions) : IDisposable
{
    /// <summary>The parse.</summary>
    public ParseId Id => id;

    /// <summary>The update that is needed next, or null while it can take none.</summary>
    public abstract UpdateRequest? NextRequest();

    /// <summary>Takes an update, quickly: all other subscriptions wait meanwhile. It may answer another subscription's request.</summary>
    public abstract void Deliver(ParseUpdate update);

    /// <inheritdoc />
    public void Dispose() => subscriptions.Remove(this);
}
