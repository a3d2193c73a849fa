using System.ComponentModel.DataAnnotations;

namespace ParseWorker.Queueing;

/// <summary>How workers fetch jobs; section <c>Queue</c>.</summary>
public sealed class QueueOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Queue";

    /// <summary>
    /// How often a worker with idle slots asks for a job, 50 ms to 15 s; the same however many are idle. A notification brings the next
    /// time forward.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:00:15")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How long jobs that ended stay in the dashboard, 1 min to 7 days. The parses themselves stay.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan JobRetention { get; set; } = TimeSpan.FromHours(6);
}
