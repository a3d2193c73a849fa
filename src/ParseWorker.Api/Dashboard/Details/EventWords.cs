using ParseWorker.Core.Errors;
using ParseWorker.Core.Parses;

namespace ParseWorker.Api.Dashboard.Details;

/// <summary>Events as sentences.</summary>
internal static class EventWords
{
    private const string HostNotStarted = "host_not_started";

    /// <summary>What happened.</summary>
    public static string Of(ParseEvent happened) => happened.Kind switch
    {
        ParseEventKind.Created => happened.Detail is null ? "Recorded." : $"Recorded: {happened.Detail}.",
        ParseEventKind.Queued => "Admitted: a worker may start it.",
        ParseEventKind.Claimed => $"Attempt {happened.Attempt} was granted to {happened.Detail ?? "a worker"}.",
        ParseEventKind.PageFailed => $"Page {happened.Detail} could not be read and was left empty.",
        ParseEventKind.PagesCopied => $"The same engine had read this document before: the pages were copied from {happened.Detail}.",
        ParseEventKind.CancelRequested => $"Cancel requested by {happened.Detail ?? "somebody"}.",
        ParseEventKind.CancelObserved => $"The cancel was seen by {happened.Detail ?? "the worker"}.",
        _ => Ending(happened),
    };

    /// <summary>How an attempt ended, or the parse itself.</summary>
    public static string Ending(ParseEvent happened) => happened.Kind switch
    {
        ParseEventKind.Completed => "Every page was read.",
        ParseEventKind.Failed => $"Failed: {happened.Detail}. {AdviceOn(happened.Detail)}",
        ParseEventKind.Retried => $"Failed: {happened.Detail}. Another attempt follows.",
        ParseEventKind.TakenBack =>
            $"Its worker {happened.Detail} was lost: the lease ran out. Another one goes on after the pages that are stored.",
        ParseEventKind.HandedBack when happened.Detail?.EndsWith(HostNotStarted, StringComparison.Ordinal) == true =>
            "Handed back unspent: no engine host took the document on that machine (host_not_started).",
        ParseEventKind.HandedBack => "Handed back unspent: its worker stops, or could not renew its lease.",
        ParseEventKind.Cancelled when happened.Detail == "forced" => "Cancelled: the engine did not stop by itself and was killed.",
        ParseEventKind.Cancelled => "Cancelled.",
        _ => happened.Kind.ToWire(),
    };

    private static string AdviceOn(string? code) => code is null ? "" : ParseErrorTable.Of(code).Advice;
}
