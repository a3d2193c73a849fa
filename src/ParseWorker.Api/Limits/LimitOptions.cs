using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ParseWorker.Api.Limits;

/// <summary>How much one client may ask for; section <c>Limits</c>.</summary>
internal sealed class LimitOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Limits";

    /// <summary>
    /// Requests of one API key within <see cref="Window"/>, 0 to 1,000,000, counted by each API process for itself; 0 for any number. One
    /// more is answered with 429 <c>rate_limited</c> and <c>Retry-After</c>. What only reads, and every cancel, is not counted.
    /// </summary>
    [Range(0, 1_000_000)]
    public int Requests { get; set; } = 300;

    /// <summary>The time that <see cref="Requests"/> are counted in, 1 s to 1 h; it slides on by a sixth of itself.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Window { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Parses of one environment that may be <c>pending</c> or <c>queued</c>, 1 to 1,000,000; unless set, any number. Another create is
    /// answered with 429 <c>queue_full</c>; one that joins an earlier parse is not. Concurrent creates may
    /// exceed the limit by as many as there are.
    /// </summary>
    [Range(1, 1_000_000)]
    public int? WaitingParses { get; set; }

    /// <summary>
    /// Parses of one API key that may be <c>pending</c> or <c>queued</c>, 1 to 1,000,000, where the key has no limit of its own; unless
    /// set, any number. Another create is answered with 429 <c>queue_full</c>; one that joins an earlier parse is not. Creates that
    /// arrive at the same moment may exceed it.
    /// </summary>
    [Range(1, 1_000_000)]
    public int? WaitingParsesOfAKey { get; set; }
}

/// <summary>Checks <see cref="LimitOptions"/> at start.</summary>
[OptionsValidator]
internal sealed partial class LimitOptionsValidator : IValidateOptions<LimitOptions>;
