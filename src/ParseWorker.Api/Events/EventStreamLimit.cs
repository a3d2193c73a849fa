using Microsoft.Extensions.Options;
using ParseWorker.Api.Errors;
using ParseWorker.Api.Parses;

namespace ParseWorker.Api.Events;

/// <summary>Bounds the event streams of this process: each holds a connection and a little memory for as long as its client likes.</summary>
internal sealed class FollowerSeats(IOptions<WaitOptions> options)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);
    private int _taken;

    /// <summary>Followers just now.</summary>
    public int Taken => Volatile.Read(ref _taken);

    /// <summary>Takes a seat until it is disposed.</summary>
    /// <exception cref="RefusedException">503: all are taken.</exception>
    public Seat Take()
    {
        if (Interlocked.Increment(ref _taken) <= options.Value.MaxFollowers) return new Seat(this);
        Interlocked.Decrement(ref _taken);
        throw new RefusedException(new ApiError(StatusCodes.Status503ServiceUnavailable, "too_many_followers",
            $"This server follows {options.Value.MaxFollowers} parses for others already. Try again in a while, or poll the events as JSON.",
            RetryAfter: RetryAfter));
    }

    /// <summary>One follower's seat.</summary>
    public sealed class Seat(FollowerSeats seats) : IDisposable
    {
        private FollowerSeats? _seats = seats;

        /// <inheritdoc />
        public void Dispose()
        {
            if (Interlocked.Exchange(ref _seats, null) is { } seats) Interlocked.Decrement(ref seats._taken);
        }
    }
}
