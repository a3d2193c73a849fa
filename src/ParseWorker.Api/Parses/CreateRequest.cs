using ParseWorker.Api.Errors;
using ParseWorker.Api.Intake;
using ParseWorker.Core.Engines;
using ParseWorker.Core.Files;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Remote;

namespace ParseWorker.Api.Parses;

/// <summary>A create whose fields were checked.</summary>
internal sealed record CreateRequest
{
    /// <summary>As long as the names that configuration takes.</summary>
    private const int LongestModel = 100;

    private static readonly TimeSpan LongestExpiry = TimeSpan.FromDays(30);
    private static readonly TimeSpan LongestTimeLimit = TimeSpan.FromDays(1);

    /// <summary>What a nameless document is called, as the client libraries do.</summary>
    private const string NamelessFile = "document";

    /// <summary>The file's name.</summary>
    public required string FileName { get; init; }

    /// <summary>How it is to be parsed; the model is named as the client named it.</summary>
    public required ParseSettings Settings { get; init; }

    /// <summary>What the model's name stands for.</summary>
    public required EngineProfile Profile { get; init; }

    /// <summary>True to never join an unanswered create.</summary>
    public required bool BustCache { get; init; }

    /// <summary>True to be answered at once.</summary>
    public required bool Background { get; init; }

    /// <summary>How long it may wait for a worker, or null.</summary>
    public TimeSpan? ExpiresAfter { get; init; }

    /// <summary>How long it may take, or null.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>Checks what was received.</summary>
    /// <param name="received">The body.</param>
    /// <param name="referenced">The stored file that it refers to, or null.</param>
    /// <param name="models">The models that may be asked for.</param>
    /// <param name="remote">What may be fetched from the web.</param>
    /// <exception cref="RefusedException">422: a field is outside the contract; the sentence names it.</exception>
    public static CreateRequest Check(ReceivedCreate received, StoredFile? referenced, ModelCatalog models, RemoteUrlPolicy remote)
    {
        var body = received.Body;
        if (referenced is null) RefuseMissingDocument(received, remote);
        var profile = ProfileOf(body, models);
        return new CreateRequest
        {
            FileName = FileNameOf(body.Document!, referenced),
            Settings = new ParseSettings
            {
                Model = body.Model ?? profile.Name,
                TableFormat = TableFormatOf(body),
                ImageResolutionDpi = DpiOf(body),
                Instructions = InstructionsOf(body),
            },
            Profile = profile,
            BustCache = body.BustCache ?? false,
            Background = body.Background ?? false,
            ExpiresAfter = SecondsOf(body.ExpiresAfter, "expires_after", LongestExpiry),
            TimeLimit = SecondsOf(body.TimeLimit, "time_limit", LongestTimeLimit),
        };
    }

    private static void RefuseMissingDocument(ReceivedCreate received, RemoteUrlPolicy remote)
    {
        if (received.Body.Document is null)
            throw RefusedException.Invalid("missing_document", "'document' is missing: send its filename and url.");
        if (received.Document.OtherUrl is { } url)
        {
            RefuseOtherUrl(url, remote);
            return;
        }

        if (!received.Document.IsPresent)
            throw RefusedException.Invalid("missing_document", "'document.url' is missing: send the document as a data URL.");
    }

    private static void RefuseOtherUrl(string url, RemoteUrlPolicy remote)
    {
        var scheme = url.IndexOf(':', StringComparison.Ordinal) is > 0 and <= 10 and var colon ? url[..colon].ToLowerInvariant() : null;
        if (remote.IsOn && scheme is ("http" or "https"))
        {
            if (remote.Refuse(url) is { } error) throw new RefusedException(
                new ApiError(StatusCodes.Status422UnprocessableEntity, error.Code, error.Message, error.Details));
            return;
        }

        throw scheme is "http" or "https" or "gs" or "s3" or "file"
            ? RefusedException.Invalid("unsupported_url",
                $"{scheme} URLs in 'document.url' are not fetched: upload the document (POST /v1/files/upload), or send it as a data URL.")
            : RefusedException.Invalid("invalid_data_url",
                "'document.url' is not a data URL. Send data:<media type>;base64,<the document>.");
    }

    private static string FileNameOf(CreateDocument document, StoredFile? referenced)
    {
        // A stored file has a name, and the descriptor with "content" may come without one.
        var unnamed = string.IsNullOrWhiteSpace(document.Filename);
        if (unnamed && referenced is not null) return referenced.Name;
        return unnamed && document.Content is not null ? NamelessFile : Intake.FileName.Check(document.Filename, "document.filename");
    }

    private static EngineProfile ProfileOf(CreateBody body, ModelCatalog models)
    {
        if (body.Model is { } name && (name.Length > LongestModel || name.Any(char.IsControl)))
            throw RefusedException.Invalid("unknown_model", $"'model' holds a control character or more than {LongestModel} characters.");
        if (models.TryFind(body.Model ?? EngineProfile.Default, out var profile)) return profile;
        var known = string.Join(", ", models.Profiles.Select(profile => profile.Name));
        var aliases = string.Join(", ", models.Aliases.Names);
        throw RefusedException.Invalid("unknown_model",
            $"'model' is not one of {known}{(aliases.Length == 0 ? "" : $", nor one of the aliases {aliases}")}.");
    }

    private static TableFormat TableFormatOf(CreateBody body)
    {
        if (body.TableParsingFormat is null) return TableFormat.Html;
        return TableFormatNames.TryParse(body.TableParsingFormat, out var format)
            ? format
            : throw RefusedException.Invalid("unknown_table_format",
                $"'table_parsing_format' is not one of {string.Join(", ", TableFormatNames.All)}.");
    }

    private static int DpiOf(CreateBody body)
    {
        var dpi = body.ImageResolutionDpi ?? ParseSettings.DefaultDpi;
        return dpi is >= ParseSettings.LowestDpi and <= ParseSettings.HighestDpi
            ? dpi
            : throw RefusedException.Invalid("invalid_dpi",
                $"'image_resolution_dpi' must be from {ParseSettings.LowestDpi} to {ParseSettings.HighestDpi}.");
    }

    private static TimeSpan? SecondsOf(int? seconds, string name, TimeSpan longest)
    {
        if (seconds is not { } given) return null;
        return given >= 1 && given <= longest.TotalSeconds
            ? TimeSpan.FromSeconds(given)
            : throw RefusedException.Invalid("invalid_duration", $"'{name}' must be from 1 to {longest.TotalSeconds:0} seconds.");
    }

    private static string? InstructionsOf(CreateBody body)
    {
        if (string.IsNullOrEmpty(body.Instructions)) return null;
        return body.Instructions.Contains('\0', StringComparison.Ordinal)
            ? throw RefusedException.Invalid("invalid_instructions", "'instructions' holds a NUL character.")
            : body.Instructions;
    }
}
