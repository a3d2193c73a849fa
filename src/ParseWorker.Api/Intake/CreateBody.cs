using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace ParseWorker.Api.Intake;

/// <summary>The body of a create as clients send it; fields that are not here are ignored.</summary>
internal sealed record CreateBody
{
    /// <summary>The document.</summary>
    [Description("The document to parse.")]
    [Required]
    public CreateDocument? Document { get; init; }

    /// <summary>The engine profile's name.</summary>
    [Description("retab-micro, retab-small (the default), retab-large, a configured model or an alias of one.")]
    public string? Model { get; init; }

    /// <summary>How tables are written.</summary>
    [Description("How tables are written inside the text; html by default.")]
    public string? TableParsingFormat { get; init; }

    /// <summary>Dots per inch.</summary>
    [Description("Resolution for rendering page images, 72 to 300 dots per inch; 192 by default.")]
    [JsonConverter(typeof(WholeNumberConverter))]
    public int? ImageResolutionDpi { get; init; }

    /// <summary>What to tell the engine; "" counts as none.</summary>
    [Description("Free text that steers engines with a language model.")]
    public string? Instructions { get; init; }

    /// <summary>True to make a new parse even when an identical create went unanswered.</summary>
    [Description("True: never join an identical create whose answer was lost.")]
    public bool? BustCache { get; init; }

    /// <summary>True to be answered at once.</summary>
    [Description("True: answer at once, the parse goes on in the background. False (the default): answer when it has ended.")]
    public bool? Background { get; init; }

    /// <summary>Seconds until which a worker has to have started it.</summary>
    [Description("Seconds, 1 to 2592000: when no worker has started the parse by then, it ends failed with queue_expired.")]
    [JsonConverter(typeof(WholeNumberConverter))]
    public int? ExpiresAfter { get; init; }

    /// <summary>Seconds that it may take.</summary>
    [Description("Seconds, 1 to 86400, that the parse may take from its start, all attempts together; then it ends failed with timeout.")]
    [JsonConverter(typeof(WholeNumberConverter))]
    public int? TimeLimit { get; init; }
}

/// <summary>The document of a create; its bytes never reach this type.</summary>
internal sealed record CreateDocument
{
    /// <summary>The file's name.</summary>
    [Description("The file's name; its extension helps to tell text formats apart. `content` and `id` may come without.")]
    public string? Filename { get; init; }

    /// <summary>The document as a data URL, or a link to a stored file.</summary>
    [Description("The document as a data URL (data:<media type>;base64,<the document>), or the url or download_url of a stored file; "
        + "where configuration allows it, an http or https URL that the worker fetches.")]
    public string? Url { get; init; }

    /// <summary>A stored file's id, instead of <see cref="Url"/>.</summary>
    [Description("The id of a stored file, instead of url.")]
    public string? Id { get; init; }

    /// <summary>The document as base64, instead of <see cref="Url"/>.</summary>
    [Description("The document as base64, instead of url.")]
    public string? Content { get; init; }
}

/// <summary>Reads <see cref="CreateBody"/> without reflection. A repeated field could mean two things, so it is refused.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(CreateBody))]
internal sealed partial class CreateBodyJson : JsonSerializerContext;
