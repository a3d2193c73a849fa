using ParseWorker.Core.Parses;

namespace ParseWorker.Core.Storage;

/// <summary>What a create did.</summary>
public abstract record CreateResult
{
    private CreateResult() { }

    /// <summary>A new parse was recorded.</summary>
    /// <param name="Parse">Its record, <c>pending</c>.</param>
    public sealed record Created(Parse Parse) : CreateResult;

    /// <summary>The request was seen before: by its key, or as a create whose reply was lost.</summary>
    /// <param name="Parse">The current record of that parse.</param>
    public sealed record Joined(Parse Parse) : CreateResult;

    /// <summary>The idempotency key was used with another request.</summary>
    public sealed record KeyReused : CreateResult;

    /// <summary>As many parses wait as may; nothing was recorded.</summary>
    /// <param name="IsOfKey">True for those of the API key, false for those of the environment.</param>
    /// <param name="Most">How many may.</param>
    public sealed record QueueFull(bool IsOfKey, int Most) : CreateResult;
}
