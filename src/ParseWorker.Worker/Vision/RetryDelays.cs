using Polly;
using Polly.Retry;

namespace ParseWorker.Worker.Vision;

/// <summary>Which failed calls for a page are made again, and how long the endpoint is left alone before.</summary>
internal static class RetryDelays
{
    /// <summary>The longest delay. An endpoint that asks for more is not called again in this attempt: the slot has better uses.</summary>
    internal static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);

    /// <summary>Calls until an answer, a rejection, or the last of so many calls.</summary>
    /// <param name="calls">Calls for one page at most, 1 or more.</param>
    /// <param name="time">The clock of the delays.</param>
    /// <param name="retrying">Told of every call that is made again.</param>
    public static ResiliencePipeline<VisionAnswer> Pipeline(int calls, TimeProvider time, Action<OnRetryArguments<VisionAnswer>> retrying)
    {
        var builder = new ResiliencePipelineBuilder<VisionAnswer> { TimeProvider = time };
        return calls <= 1 ? builder.Build() : builder.AddRetry(new()
        {
            MaxRetryAttempts = calls - 1,
            ShouldHandle = call => ValueTask.FromResult(
                call.Outcome.Result is VisionAnswer.Failed failed && !(failed.RetryAfter > Longest)),
            DelayGenerator = call => ValueTask.FromResult<TimeSpan?>(
                After(call.AttemptNumber + 1, (call.Outcome.Result as VisionAnswer.Failed)?.RetryAfter)),
            OnRetry = call =>
            {
                retrying(call);
                return ValueTask.CompletedTask;
            },
        }).Build();
    }

    /// <summary>What the endpoint asked for; else 1, 2, 4 … 60 seconds, and up to a quarter more so that calls spread out.</summary>
    /// <param name="call">The call that failed, counted from 1.</param>
    /// <param name="asked">The delay that the endpoint asked for, or null.</param>
    internal static TimeSpan After(int call, TimeSpan? asked)
    {
        if (asked is { } given) return given;
        var delay = First * Math.Pow(2, Math.Min(call - 1, 10));
        return (delay < Longest ? delay : Longest) * (1 + (Random.Shared.NextDouble() / 4));
    }
}
