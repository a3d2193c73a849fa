using ParseWorker.Core.Parses;

namespace ParseWorker.Api.Dashboard.Details;

/// <summary>What a parse does between two events.</summary>
internal enum PhaseKind
{
    /// <summary>It waits for admission.</summary>
    Pending,

    /// <summary>It waits for a worker.</summary>
    Queued,

    /// <summary>An attempt runs.</summary>
    Running,

    /// <summary>An attempt runs although somebody asked for its end.</summary>
    Cancelling,
}

/// <summary>A stretch of a parse's life.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Start">From when.</param>
/// <param name="End">Until when; of the last stretch of a parse that has not ended, the time of the look.</param>
/// <param name="Attempt">The attempt that runs; 0 while none does.</param>
internal sealed record LifePhase(PhaseKind Kind, DateTimeOffset Start, DateTimeOffset End, int Attempt)
{
    /// <summary>How long it lasted.</summary>
    public TimeSpan Length => End - Start;

    /// <summary>The life as stretches without a gap, oldest first.</summary>
    /// <param name="events">The events, oldest first.</param>
    /// <param name="now">The time of the look, by the same clock.</param>
    public static IReadOnlyList<LifePhase> Of(IReadOnlyList<ParseEvent> events, DateTimeOffset now)
    {
        var phases = new List<LifePhase>();
        LifePhase? open = null;
        foreach (var happened in events)
        {
            if (!happened.Kind.IsEnding() && KindAfter(happened.Kind, open) is null) continue;
            if (open is not null) phases.Add(open with { End = happened.At });
            open = happened.Kind.IsEnding() ? null : new LifePhase(
                KindAfter(happened.Kind, open)!.Value, happened.At, happened.At, happened.Kind == ParseEventKind.Claimed
                    ? happened.Attempt : happened.Kind == ParseEventKind.CancelRequested ? open!.Attempt : 0);
        }

        if (open is not null) phases.Add(open with { End = now });
        return phases;
    }

    /// <summary>What begins with an event; null when the stretch before it goes on.</summary>
    private static PhaseKind? KindAfter(ParseEventKind kind, LifePhase? before) => kind switch
    {
        ParseEventKind.Created => PhaseKind.Pending,
        ParseEventKind.Queued or ParseEventKind.HandedBack or ParseEventKind.TakenBack or ParseEventKind.Retried => PhaseKind.Queued,
        ParseEventKind.Claimed => PhaseKind.Running,
        ParseEventKind.CancelRequested when before?.Kind == PhaseKind.Running => PhaseKind.Cancelling,
        _ => null,
    };
}
