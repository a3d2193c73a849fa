namespace ParseWorker.Core.Parses;

/// <summary>What happened to a parse.</summary>
public enum ParseEventKind
{
    /// <summary>It was recorded.</summary>
    Created,

    /// <summary>It was admitted: a worker may start it.</summary>
    Queued,

    /// <summary>A worker was granted the next attempt.</summary>
    Claimed,

    /// <summary>One page could not be read and was left empty.</summary>
    PageFailed,

    /// <summary>Its pages were copied from an earlier parse of the same document.</summary>
    PagesCopied,

    /// <summary>Somebody asked for it to end cancelled.</summary>
    CancelRequested,

    /// <summary>Its worker saw the request.</summary>
    CancelObserved,

    /// <summary>The worker returned the parse to the queue; the attempt does not count.</summary>
    HandedBack,

    /// <summary>It was taken from a worker that was lost.</summary>
    TakenBack,

    /// <summary>The attempt failed and another one follows.</summary>
    Retried,

    /// <summary>It ended: every page was read.</summary>
    Completed,

    /// <summary>It ended: it could not be parsed.</summary>
    Failed,

    /// <summary>It ended: that was asked for.</summary>
    Cancelled,
}

/// <summary>The kinds as the wire and the statements of the database spell them.</summary>
public static class ParseEventKindNames
{
    private static readonly Dictionary<ParseEventKind, string> Names = new()
    {
        [ParseEventKind.Created] = "created",
        [ParseEventKind.Queued] = "queued",
        [ParseEventKind.Claimed] = "claimed",
        [ParseEventKind.PageFailed] = "page_failed",
        [ParseEventKind.PagesCopied] = "pages_copied",
        [ParseEventKind.CancelRequested] = "cancel_requested",
        [ParseEventKind.CancelObserved] = "cancel_observed",
        [ParseEventKind.HandedBack] = "handed_back",
        [ParseEventKind.TakenBack] = "taken_back",
        [ParseEventKind.Retried] = "retried",
        [ParseEventKind.Completed] = "completed",
        [ParseEventKind.Failed] = "failed",
        [ParseEventKind.Cancelled] = "cancelled",
    };

    private static readonly Dictionary<string, ParseEventKind> Kinds =
        Names.ToDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    /// <summary>Every name, roughly in the order of a life.</summary>
    public static IReadOnlyCollection<string> All => Names.Values;

    /// <summary>The wire name of <paramref name="kind"/>.</summary>
    public static string ToWire(this ParseEventKind kind) => Names[kind];

    /// <summary>Reads a name that this service wrote.</summary>
    /// <exception cref="FormatException">No kind has this name.</exception>
    public static ParseEventKind Parse(string name) =>
        Kinds.TryGetValue(name, out var kind) ? kind : throw new FormatException($"'{name}' is not a kind of event.");

    /// <summary>True for the last event of a life.</summary>
    public static bool IsEnding(this ParseEventKind kind) =>
        kind is ParseEventKind.Completed or ParseEventKind.Failed or ParseEventKind.Cancelled;
}
