using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ParseWorker.Worker.Hosting;

/// <summary>How this process runs parses; configuration section <c>Worker</c>.</summary>
internal sealed class WorkerOptions
{
    public const string Section = "Worker";

    /// <summary>Parses that run at the same time, 1 to 64; the number of processors unless set.</summary>
    [Range(1, 64)]
    public int Slots { get; set; } = Math.Clamp(Environment.ProcessorCount, 1, 64);

    /// <summary>
    /// Whether there is a slot beyond <see cref="Slots"/>, with an engine host of its own, for the first parse of an environment that
    /// runs nothing while others keep all slots; on unless set to false.
    /// </summary>
    public bool SpareSlot { get; set; } = true;

    /// <summary>
    /// Whether a parse is given the pages of an earlier one where the same engine read the same document with the same settings in the same
    /// environment, unless its request says <c>bust_cache</c>; off unless set to true. Such a parse costs no credits.
    /// </summary>
    public bool OutputCache { get; set; }

    /// <summary>How long a worker may be silent before its parses are taken back, 2 s to 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:02", "00:10:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How often cancel requests are looked for when no notification arrives, 50 ms to 30 s; at most a third of the lease.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:00:30")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long running parses may go on after SIGTERM before they are handed back, 0 to 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan DrainTime { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one write of a parse may take before it is tried again, 100 ms to 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan WriteLimit { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>An attempt stops itself at this age of its lease: a fifth before anybody else can be granted the next one.</summary>
    internal TimeSpan LeaseLostAfter => Lease * 0.8;

    /// <summary>
    /// Renewal starts at a third of the lease: two late answers and a pause fit in before <see cref="LeaseLostAfter"/>. With a
    /// short lease an answer gets a third of it, or a busy machine would give up good renewals.
    /// </summary>
    internal TimeSpan MonitorQueryLimit => Lease >= TimeSpan.FromSeconds(6)
        ? Lease / 6
        : TimeSpan.FromTicks(Math.Min(Lease.Ticks / 3, TimeSpan.TicksPerSecond));
}

[OptionsValidator]
internal sealed partial class WorkerOptionsValidator : IValidateOptions<WorkerOptions>;

/// <summary>What a range on one property cannot say.</summary>
internal sealed class PollFitsLease : IValidateOptions<WorkerOptions>
{
    public ValidateOptionsResult Validate(string? name, WorkerOptions options) => options.PollInterval <= options.Lease / 3
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail(
            $"Worker:PollInterval ({options.PollInterval}) is more than a third of Worker:Lease ({options.Lease}): "
            + "a renewal could come too late.");
}
