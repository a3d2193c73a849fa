using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using ParseWorker.Core.Bodies;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;

namespace ParseWorker.Api.Bodies;

/// <summary>An event of a parse as clients read it, in a list and in a stream.</summary>
internal sealed record ParseEventBody
{
    [Description("Counted from 1 without a gap, by the parse's own counter; null for `progress`, which is no part of the history.")]
    public required int? N { get; init; }

    [Description("created, queued, claimed, page_failed, pages_copied, cancel_requested, cancel_observed, handed_back, taken_back, "
        + "retried, completed, failed or cancelled; in streams also progress. More may come: ignore what you do not know.")]
    public required string Type { get; init; }

    [Description("When, by the database's clock.")]
    public required DateTime At { get; init; }

    [Description("The last attempt that had been granted; 0 before the first.")]
    public required int Attempt { get; init; }

    [Description("Who, why or how far; null when the type says it all.")]
    public required EventDetailsBody? Details { get; init; }

    /// <summary>True for the last event of a life.</summary>
    [JsonIgnore]
    public bool IsEnding { get; private init; }

    /// <summary>The body that says <paramref name="happened"/>.</summary>
    public static ParseEventBody Of(ParseEvent happened) => new()
    {
        N = happened.Number,
        Type = happened.Kind.ToWire(),
        IsEnding = happened.Kind.IsEnding(),
        At = happened.At.UtcDateTime,
        Attempt = happened.Attempt,
        Details = happened.Detail is { } detail ? EventDetailsBody.Of(happened.Kind, detail) : null,
    };

    /// <summary>How far a parse is; made for event streams, stored nowhere.</summary>
    public static ParseEventBody Progress(ParseUpdate update) => new()
    {
        N = null,
        Type = "progress",
        At = update.UpdatedAt.UtcDateTime,
        Attempt = update.Attempt,
        Details = new EventDetailsBody { PagesDone = update.PagesDone, PageCount = update.PageCount },
    };
}

/// <summary>What an event says beyond its type; only what is known is written.</summary>
internal sealed record EventDetailsBody
{
    private const string EngineKilled = "forced";

    [Description("The worker that did it."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Worker { get; init; }

    [Description("The API key's name, or an operator."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RequestedBy { get; init; }

    [Description("The page that was left empty, counted from 1."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Page { get; init; }

    [Description("Why the attempt or the page failed, as in `error.code`."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ErrorCode { get; init; }

    [Description("True when the engine ignored its token and was killed."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Forced { get; init; }

    [Description("What was wrong with the worker's machine, when that kept it from running the attempt: host_not_started, "
        + "no_room_on_disk, or bucket_unavailable."),
        JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Cause { get; init; }

    [Description("Pages whose text is stored."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? PagesDone { get; init; }

    [Description("Pages of the document, once known."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? PageCount { get; init; }

    [Description("The parse that the pages were copied from."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CopiedFrom { get; init; }

    [Description("Anything else."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Text { get; init; }

    /// <summary>The stored detail of an event under the name that its kind gives it.</summary>
    public static EventDetailsBody Of(ParseEventKind kind, string detail) => kind switch
    {
        ParseEventKind.Cancelled when detail == EngineKilled => new() { Forced = true },
        ParseEventKind.HandedBack when detail.Split(' ') is [var worker, var cause] => new() { Worker = worker, Cause = cause },
        ParseEventKind.Claimed or ParseEventKind.CancelObserved or ParseEventKind.HandedBack or ParseEventKind.TakenBack
            or ParseEventKind.Cancelled => new() { Worker = detail },
        ParseEventKind.CancelRequested => new() { RequestedBy = detail },
        ParseEventKind.Retried or ParseEventKind.Failed => new() { ErrorCode = detail },
        ParseEventKind.PagesCopied => new() { CopiedFrom = detail },
        ParseEventKind.PageFailed when detail.Split(' ') is [var page, var code] =>
            new() { Page = int.Parse(page, CultureInfo.InvariantCulture), ErrorCode = code },
        _ => new() { Text = detail },
    };
}

/// <summary>One page of a parse's history.</summary>
/// <param name="Data">The events.</param>
/// <param name="ListMetadata">The cursors: numbers of events.</param>
internal sealed record EventListBody(IReadOnlyList<ParseEventBody> Data, ListMetadataBody ListMetadata);

/// <summary>Writes events without reflection, each on one line.</summary>
[JsonSerializable(typeof(EventListBody))]
internal sealed partial class EventJson : JsonSerializerContext
{
    /// <summary>The contract's spelling.</summary>
    public static EventJson Contract { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = ParseJson.Encoder,
    });
}
