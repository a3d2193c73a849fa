using ParseWorker.Core.Parses;

namespace ParseWorker.Model.Tests.Lifecycle;

/// <summary>All of one parse that the promises speak of; compared by value with what the database holds.</summary>
internal sealed record ModelParse
{
    public required ParseId Id { get; init; }
    public ParseStatus Status { get; init; } = ParseStatus.Pending;
    public int Attempt { get; init; }
    public int AttemptsSpent { get; init; }
    public int WorkersLost { get; init; }
    public string? Owner { get; init; }

    /// <summary>The lease is in the past; the next sweep takes the parse back.</summary>
    public bool LeaseRanOut { get; init; }

    /// <summary>A retry's delay is not over.</summary>
    public bool Waits { get; init; }

    /// <summary>It is queued since a retry, whose delay may be over.</summary>
    public bool WasRetried { get; init; }

    /// <summary>Queued, and somebody has a job for it, or is about to.</summary>
    public bool Enqueued { get; init; }

    /// <summary>Queued, and more than ten seconds have passed since it was enqueued; since it was queued, if it never was.</summary>
    public bool Overdue { get; init; }

    public string? Engine { get; init; }
    public string? CancelRequestedBy { get; init; }
    public bool CancelAcknowledged { get; init; }
    public bool CancelForced { get; init; }
    public string? Job { get; init; }

    /// <summary><see cref="Job"/> stands in the queue and nobody has fetched it.</summary>
    public bool JobLives { get; init; }

    public int? PageCount { get; init; }
    public int PagesDone { get; init; }

    /// <summary><c>number:text</c>, in order; a text names the write that made it.</summary>
    public string Pages { get; init; } = "";

    public string? Error { get; init; }
    public decimal? Credits { get; init; }

    /// <summary><c>number:kind@attempt</c>, in order.</summary>
    public string Events { get; init; } = "";

    public bool CancelRequested => CancelRequestedBy is not null;

    /// <summary>No job will start it; a sweep that finds it has it for ten seconds.</summary>
    public bool IsWithoutJob => Status == ParseStatus.Queued && !Waits && ((WasRetried && !Enqueued) || (Overdue && !JobLives));

    public static ModelParse Create(ParseId id) => new ModelParse { Id = id }.Log("created");

    /// <summary>The fence: only the attempt that runs may write.</summary>
    public bool IsHeldBy(AttemptKey key) => Status == ParseStatus.InProgress && Id == key.Id && Attempt == key.Attempt;

    public ModelParse Log(string kind)
    {
        var number = Events.Count(c => c == ' ') + (Events.Length == 0 ? 1 : 2);
        return this with { Events = $"{Events} {number}:{kind}@{Attempt}".TrimStart() };
    }
}
