using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using ParseWorker.Core.Workers;

namespace ParseWorker.Worker.Retention;

/// <summary>How long things are kept; without a limit, until deleted; configuration section <c>Retention</c>.</summary>
internal sealed class RetentionOptions
{
    public const string Section = "Retention";

    /// <summary>How long a parse is kept after its ending, with its text and document, 1 min to 3,650 days; for ever unless set.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "3650.00:00:00")]
    public TimeSpan? Parses { get; set; }

    /// <summary>How long an uploaded file that no parse uses is kept, 1 min to 3,650 days; for ever unless set.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "3650.00:00:00")]
    public TimeSpan? Files { get; set; }

    /// <summary>How long the events of a parse that has ended are kept, 1 min to 3,650 days; as long as the parse unless set.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "3650.00:00:00")]
    public TimeSpan? Events { get; set; }

    /// <summary>
    /// How long a webhook's delivery is kept after its last attempt, 1 min to 3,650 days; as long as the parse unless set. A replay since
    /// an earlier time sends what is forgotten once more.
    /// </summary>
    [Range(typeof(TimeSpan), "00:01:00", "3650.00:00:00")]
    public TimeSpan? Deliveries { get; set; }

    /// <summary>How long an Idempotency-Key finds its parse, 1 min to 3,650 days; as long as the parse is there unless set.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "3650.00:00:00")]
    public TimeSpan? IdempotencyKeys { get; set; }

    /// <summary>What is kept for a time only.</summary>
    public IEnumerable<(RetainedKind Kind, TimeSpan Age)> Limited
    {
        get
        {
            if (Parses is { } parses) yield return (RetainedKind.Parses, parses);
            if (Files is { } files) yield return (RetainedKind.Files, files);
            if (Events is { } events) yield return (RetainedKind.Events, events);
            if (Deliveries is { } deliveries) yield return (RetainedKind.Deliveries, deliveries);
            if (IdempotencyKeys is { } keys) yield return (RetainedKind.IdempotencyKeys, keys);
        }
    }
}

[OptionsValidator]
internal sealed partial class RetentionOptionsValidator : IValidateOptions<RetentionOptions>;
