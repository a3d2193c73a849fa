using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ParseWorker.Api.Subscriptions;

/// <summary>How requests wait for a parse to end and follow its events; section <c>Waits</c>.</summary>
internal sealed class WaitOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Waits";

    /// <summary>How long a cancel waits for the worker to stop, 0 to 1 min; <c>Prefer: wait=N</c> overrides it.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan CancelWait { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How often the database is asked while anyone waits, 20 ms to 1 min; a notification brings the next time forward.</summary>
    [Range(typeof(TimeSpan), "00:00:00.020", "00:01:00")]
    public TimeSpan EndPoll { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Event streams that one API process serves at a time, 0 to 100,000; one more is answered with 503.</summary>
    [Range(0, 100_000)]
    public int MaxFollowers { get; set; } = 1_000;

    /// <summary>The longest silence on an event stream, 1 s to 5 min: proxies cut what says nothing for a minute.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(15);
}

/// <summary>Checks <see cref="WaitOptions"/> at start.</summary>
[OptionsValidator]
internal sealed partial class WaitOptionsValidator : IValidateOptions<WaitOptions>;
