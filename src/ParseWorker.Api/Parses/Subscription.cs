using ParseWorker.Core.Parses;

namespace ParseWorker.Api.Parses;

/// <summary>One request that wants to hear of one parse; disposing it ends the watching.</summary>
internal abstract class Watcher(ParseId id) : IDisposable
{
    /// <summary>The parse.</summary>
    public ParseId Id => id;

    /// <summary>Ends the watching; set by whoever watches.</summary>
    public Action<Watcher>? Leave { get; set; }

    /// <summary>What it wants to hear now, or null when it can take nothing more just now.</summary>
    public abstract NewsWish? Wish();

    /// <summary>Tells it, quickly: all others wait meanwhile. The news may answer another watcher's wish.</summary>
    public abstract void Tell(ParseNews news);

    /// <inheritdoc />
    public void Dispose() => Leave?.Invoke(this);
}
