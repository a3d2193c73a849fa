using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ParseWorker.Api.Parses;

/// <summary>How long requests wait for a parse to end, and how they learn of it; section <c>Waits</c>.</summary>
internal sealed class WaitOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Waits";

    /// <summary>How long a cancel waits for the worker to stop, 0 to 60 s; <c>Prefer: wait=N</c> overrides it.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan CancelWait { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How often the database is asked while anyone waits, 20 ms to 60 s; a notification brings the next time forward.</summary>
    [Range(typeof(TimeSpan), "00:00:00.020", "00:01:00")]
    public TimeSpan EndPoll { get; set; } = TimeSpan.FromMilliseconds(200);
}

/// <summary>Checks <see cref="WaitOptions"/> at start.</summary>
[OptionsValidator]
internal sealed partial class WaitOptionsValidator : IValidateOptions<WaitOptions>;
