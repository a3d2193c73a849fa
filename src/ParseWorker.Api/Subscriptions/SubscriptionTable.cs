using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;

namespace ParseWorker.Api.Subscriptions;

/// <summary>The subscriptions of this process, by parse.</summary>
internal sealed class SubscriptionTable
{
    private readonly Dictionary<ParseId, HashSet<Subscription>> _byParse = [];
    private readonly Lock _gate = new();

    /// <summary>Adds one.</summary>
    /// <returns>True when it is the only one.</returns>
    public bool Add(Subscription subscription)
    {
        lock (_gate)
        {
            var first = _byParse.Count == 0;
            if (!_byParse.TryGetValue(subscription.Id, out var ofParse)) _byParse[subscription.Id] = ofParse = [];
            ofParse.Add(subscription);
            return first;
        }
    }

    /// <summary>Removes one; removing it again does nothing.</summary>
    /// <returns>True when it was the last.</returns>
    public bool Remove(Subscription subscription)
    {
        lock (_gate)
        {
            if (!_byParse.TryGetValue(subscription.Id, out var ofParse) || !ofParse.Remove(subscription)) return false;
            if (ofParse.Count == 0) _byParse.Remove(subscription.Id);
            return _byParse.Count == 0;
        }
    }

    /// <summary>True while the parse has a subscription.</summary>
    public bool Contains(ParseId id)
    {
        lock (_gate) return _byParse.ContainsKey(id);
    }

    /// <summary>The subscriptions to a parse.</summary>
    public Subscription[] Of(ParseId id)
    {
        lock (_gate) return _byParse.TryGetValue(id, out var ofParse) ? [.. ofParse] : [];
    }

    /// <summary>What to read: one request per parse, which serves all its subscriptions.</summary>
    public UpdateRequest[] Requests()
    {
        lock (_gate) return [.. _byParse.Values.Select(Merge).OfType<UpdateRequest>()];
    }

    private static UpdateRequest? Merge(HashSet<Subscription> subscriptions)
    {
        UpdateRequest? merged = null;
        foreach (var request in subscriptions.Select(subscription => subscription.NextRequest()).OfType<UpdateRequest>())
            merged = merged is null ? request : Merge(merged, request);
        return merged;
    }

    private static UpdateRequest Merge(UpdateRequest one, UpdateRequest other)
    {
        if (one.EventsAfter is null) return other;
        if (other.EventsAfter is null) return one;
        return one with
        {
            EventsAfter = Math.Min(one.EventsAfter.Value, other.EventsAfter.Value),
            PagesDone = one.PagesDone == other.PagesDone ? one.PagesDone : null,
        };
    }
}
