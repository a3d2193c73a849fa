using Microsoft.Extensions.Options;
using ParseWorker.Api.Errors;
using ParseWorker.Api.Subscriptions;

namespace ParseWorker.Api.Events;

/// <summary>Limits the event streams of this process: each holds a connection and a little memory for as long as its client
/// likes.</summary>
internal sealed class EventStreamLimit(IOptions<WaitOptions> options)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);
    private int _open;

    /// <summary>Streams that are open now.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>Admits one more stream, which is over when the permit is disposed.</summary>
    /// <exception cref="RefusedException">503: as many are open as may be.</exception>
    public Permit Acquire()
    {
        if (Interlocked.Increment(ref _open) <= options.Value.MaxFollowers) return new Permit(this);
        Interlocked.Decrement(ref _open);
        throw new RefusedException(new ApiError(StatusCodes.Status503ServiceUnavailable, "too_many_followers",
            $"This server follows {options.Value.MaxFollowers} parses for others already. Try again in a while, "
            + "or poll the events as JSON.",
            RetryAfter: RetryAfter));
    }

    /// <summary>The right to one stream.</summary>
    public sealed class Permit(EventStreamLimit limit) : IDisposable
    {
        private EventStreamLimit? _limit = limit;

        /// <inheritdoc />
        public void Dispose()
        {
            if (Interlocked.Exchange(ref _limit, null) is { } held) Interlocked.Decrement(ref held._open);
        }
    }
}
