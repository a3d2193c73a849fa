using System.ComponentModel;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ParseWorker.Core.Parses;

namespace ParseWorker.Core.Bodies;

#pragma warning disable CS1591 // what a property says stands in its Description, which clients read too

/// <summary>
/// The Parse object as clients read it. Its properties are written in this order, null ones too: some client libraries
/// refuse a missing key. Answers and webhooks are written from it.
/// </summary>
public sealed record ParseBody
{
    public required string Id { get; init; }

    public required FileBody File { get; init; }

    [Description("The model, as it was asked for.")]
    public required string Model { get; init; }

    [Description("How tables are written.")]
    public required string TableParsingFormat { get; init; }

    [Description("Dots per inch for rendering page images.")]
    public required int ImageResolutionDpi { get; init; }

    public required string? Instructions { get; init; }

    [Description("The text. Empty with include_output=false, and unless completed (but see include_partial).")]
    public required OutputBody Output { get; init; }

    [Description("Where it is in its life; completed, failed and cancelled are final.")]
    public required string Status { get; init; }

    [Description("Why it failed; null unless failed.")]
    public required FailureBody? Error { get; init; }

    [Description("What it cost; null unless completed.")]
    public required UsageBody? Usage { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime UpdatedAt { get; init; }

    [Description("What became of the cancel request; null when nobody asked.")]
    public required CancellationBody? Cancellation { get; init; }

    [Description("Until when a worker has to have started it; null without expires_after.")]
    public required DateTime? ExpiresAt { get; init; }

    [Description("Seconds that it may take from its start; null without a limit of its own.")]
    public required int? TimeLimit { get; init; }

    /// <summary>The body that says <paramref name="parse"/>, without its text.</summary>
    public static ParseBody Of(Parse parse) => new()
    {
        Id = parse.Id.ToString(),
        File = new FileBody(parse.File.Id, parse.File.Name, parse.File.MimeType),
        Model = parse.Settings.Model,
        TableParsingFormat = parse.Settings.TableFormat.ToWire(),
        ImageResolutionDpi = parse.Settings.ImageResolutionDpi,
        Instructions = parse.Settings.Instructions,
        Output = OutputBody.Empty,
        Status = parse.Status.ToWire(),
        Error = parse.Error is { } error ? new FailureBody(error.Code, error.Message, error.Details) : null,
        Usage = parse.Status == ParseStatus.Completed ? UsageBody.Of(parse) : null,
        CreatedAt = parse.CreatedAt.UtcDateTime,
        UpdatedAt = parse.UpdatedAt.UtcDateTime,
        Cancellation = parse.Cancellation is { } cancellation ? CancellationBody.Of(cancellation, parse.PagesDone) : null,
        ExpiresAt = parse.ExpiresAt?.UtcDateTime,
        TimeLimit = (int?)parse.TimeLimit?.TotalSeconds,
    };
}

/// <summary>A document as clients read it.</summary>
public sealed record FileBody(
    string Id,
    [property: Description("The name that the client gave.")] string Filename,
    [property: Description("The type told from the bytes, not the one the client declared.")] string MimeType);

/// <summary>A parse's text.</summary>
public sealed record OutputBody(
    [property: Description("The text of each page, in order.")] IReadOnlyList<string> Pages,
    [property: Description("The pages joined by one blank line.")] string Text)
{
    /// <summary>What a parse without text has; never null, client libraries refuse that.</summary>
    public static OutputBody Empty { get; } = new([], "");
}

/// <summary>Why a parse failed.</summary>
public sealed record FailureBody(
    [property: Description("Stable and machine-readable; more may come.")] string Code,
    [property: Description("What happened and what to do, for people.")] string Message,
    [property: Description("Further facts, or null.")] IReadOnlyDictionary<string, string>? Details);

/// <summary>What a parse cost.</summary>
public sealed record UsageBody(
    [property: Description("Pages times the model's rate.")] decimal Credits,
    [property: Description("Pages of the document.")] int PageCount)
{
    [Description("Tokens that the vision model took; only where one was asked."),
        JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? InputTokens { get; init; }

    [Description("Tokens that the vision model answered with; only where one was asked."),
        JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? OutputTokens { get; init; }

    /// <summary>The body that says what <paramref name="parse"/> cost.</summary>
    public static UsageBody Of(Parse parse) => new(parse.Credits ?? 0, parse.PageCount ?? parse.PagesDone)
    {
        InputTokens = parse.InputTokens,
        OutputTokens = parse.OutputTokens,
    };
}

/// <summary>What became of a cancel request.</summary>
public sealed record CancellationBody(
    DateTime RequestedAt,
    [property: Description("When the worker saw it; null until then.")] DateTime? AcknowledgedAt,
    [property: Description("The API key's name, or an operator.")] string RequestedBy,
    [property: Description("True when the engine ignored its token and was killed.")] bool Forced,
    [property: Description("Pages whose text was stored by then.")] int PagesDone)
{
    /// <summary>The body that says <paramref name="cancellation"/>.</summary>
    public static CancellationBody Of(Parses.Cancellation cancellation, int pagesDone) => new(
        cancellation.RequestedAt.UtcDateTime, cancellation.AcknowledgedAt?.UtcDateTime, cancellation.RequestedBy,
        cancellation.Forced, pagesDone);
}

/// <summary>Writes <see cref="ParseBody"/> without reflection.</summary>
[JsonSerializable(typeof(ParseBody))]
public sealed partial class ParseJson : JsonSerializerContext
{
    /// <summary>Text stays text: only what JSON itself demands is escaped, and the content type is never HTML.</summary>
    public static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <summary>The contract's spelling.</summary>
    public static ParseJson Contract { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DictionaryKeyPolicy = null,
        Encoder = Encoder,
    });
}
