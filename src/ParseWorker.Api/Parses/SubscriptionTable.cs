using ParseWorker.Core.Parses;

namespace ParseWorker.Api.Parses;

/// <summary>Everybody who watches, by parse.</summary>
internal sealed class Watchers
{
    private readonly Dictionary<ParseId, HashSet<Watcher>> _byParse = [];
    private readonly Lock _gate = new();

    /// <summary>Adds one.</summary>
    /// <returns>True when it is the first of all.</returns>
    public bool Add(Watcher watcher)
    {
        lock (_gate)
        {
            var first = _byParse.Count == 0;
            if (!_byParse.TryGetValue(watcher.Id, out var watchers)) _byParse[watcher.Id] = watchers = [];
            watchers.Add(watcher);
            return first;
        }
    }

    /// <summary>Removes one; twice does nothing twice.</summary>
    /// <returns>True when nobody is left.</returns>
    public bool Remove(Watcher watcher)
    {
        lock (_gate)
        {
            if (!_byParse.TryGetValue(watcher.Id, out var watchers) || !watchers.Remove(watcher)) return false;
            if (watchers.Count == 0) _byParse.Remove(watcher.Id);
            return _byParse.Count == 0;
        }
    }

    /// <summary>True while anybody watches the parse.</summary>
    public bool Contains(ParseId id)
    {
        lock (_gate) return _byParse.ContainsKey(id);
    }

    /// <summary>Everybody who watches the parse.</summary>
    public Watcher[] Of(ParseId id)
    {
        lock (_gate) return _byParse.TryGetValue(id, out var watchers) ? [.. watchers] : [];
    }

    /// <summary>What is wanted, one wish per parse: the one that serves all its watchers.</summary>
    public NewsWish[] Wishes()
    {
        lock (_gate) return [.. _byParse.Values.Select(Together).OfType<NewsWish>()];
    }

    private static NewsWish? Together(HashSet<Watcher> watchers)
    {
        NewsWish? together = null;
        foreach (var wish in watchers.Select(watcher => watcher.Wish()).OfType<NewsWish>())
            together = together is null ? wish : Together(together, wish);
        return together;
    }

    private static NewsWish Together(NewsWish one, NewsWish other)
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
