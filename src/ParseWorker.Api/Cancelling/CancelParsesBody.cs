using System.ComponentModel;
using System.Text.Json.Serialization;
using ParseWorker.Api.Errors;
using ParseWorker.Api.Intake;
using ParseWorker.Api.Parameters;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;

namespace ParseWorker.Api.Cancelling;

/// <summary>What a cancel of many parses names: their ids, or a filter, all of whose conditions must hold.</summary>
internal sealed record CancelParsesBody
{
    [Description("Parses by their ids, at most 100; each is answered. Not beside a filter.")]
    public IReadOnlyList<string>? Ids { get; init; }

    [Description("Parses in one of these statuses: pending, queued, in_progress.")]
    public IReadOnlyList<string>? Status { get; init; }

    [Description("Parses whose file's name starts so; case does not matter.")]
    public string? Filename { get; init; }

    [Description("Parses created on or after: YYYY-MM-DD (UTC) or RFC 3339.")]
    public string? FromDate { get; init; }

    [Description("Parses created on or before: YYYY-MM-DD (UTC, the whole day) or RFC 3339.")]
    public string? ToDate { get; init; }

    [Description("True: every parse of the environment that has not ended. Needed when nothing else is named.")]
    public bool? All { get; init; }

    [Description("Parses of one call at most, 1 to 100; 100 by default. The oldest come first.")]
    public int? Limit { get; init; }

    [Description("True: nothing is cancelled; the answer says what would be.")]
    public bool? DryRun { get; init; }

    /// <summary>Reads the body.</summary>
    /// <exception cref="RefusedException">422: it is no JSON object of these fields. 413, 400: as <see cref="JsonBodyReader"/>.</exception>
    public static async Task<CancelParsesBody> ReadAsync(HttpRequest request) =>
        await JsonBodyReader.ReadAsync(request, CancelParsesJson.Default.CancelParsesBody, request.HttpContext.RequestAborted)
            ?? throw RefusedException.Invalid("invalid_json",
                "The request body is empty. Send 'ids', or a filter of 'status', 'filename', 'from_date', 'to_date' or 'all'.");

    /// <summary>The parses that are named by id, each once; null when a filter is meant.</summary>
    /// <exception cref="RefusedException">422: too many, or a filter beside them.</exception>
    public IReadOnlyList<string>? ReadIds()
    {
        if (Ids is null) return null;
        if (HasFilter || All == true)
            throw RefusedException.Invalid("invalid_filter", "'ids' stands alone: leave out the filter, or the ids.");
        if (Ids.Count is 0 or > QueryLimit.Greatest || Ids.Any(id => id is null))
            throw RefusedException.Invalid("invalid_filter", $"'ids' must hold 1 to {QueryLimit.Greatest} ids of parses.");
        return [.. Ids.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The filter as the store takes it.</summary>
    /// <exception cref="RefusedException">422, or 400 for a date: a value is outside the contract, or nothing is named.</exception>
    public CancelFilter ToFilter(string environment)
    {
        // What is left out by mistake must not cancel everything.
        if (!HasFilter && All != true)
            throw RefusedException.Invalid("invalid_filter",
                "Nothing is named to be cancelled: send 'ids', a filter ('status', 'filename', 'from_date', 'to_date'), or 'all': true.");
        return new CancelFilter
        {
            Environment = environment,
            Statuses = ReadStatuses(),
            FileNamePrefix = QueryText.Read(Filename, "filename"),
            From = QueryDate.Read(FromDate, "from_date", endOfDay: false),
            To = QueryDate.Read(ToDate, "to_date", endOfDay: true),
            Limit = Limit is null or (>= 1 and <= QueryLimit.Greatest)
                ? Limit ?? QueryLimit.Greatest
                : throw RefusedException.Invalid("invalid_filter", $"'limit' must be from 1 to {QueryLimit.Greatest}."),
        };
    }

    private bool HasFilter =>
        Status is not null || !string.IsNullOrEmpty(Filename) || !string.IsNullOrEmpty(FromDate) || !string.IsNullOrEmpty(ToDate);

    private static IEnumerable<string> Waiting =>
        Enum.GetValues<ParseStatus>().Where(status => !status.IsTerminal()).Select(status => status.ToWire());

    private List<ParseStatus> ReadStatuses()
    {
        var statuses = new List<ParseStatus>();
        foreach (var name in Status ?? Waiting)
        {
            statuses.Add(ParseStatusNames.TryParse(name, out var status) && !status.IsTerminal()
                ? status
                : throw RefusedException.Invalid("invalid_filter", "'status' must be a list of pending, queued and in_progress."));
        }

        return statuses.Count > 0 ? statuses : throw RefusedException.Invalid("invalid_filter", "'status' is an empty list.");
    }
}

/// <summary>What became of each parse.</summary>
/// <param name="DryRun">True when nothing was cancelled.</param>
/// <param name="Data">A line for each parse.</param>
/// <param name="HasMore">True when the filter holds for more parses: send the request again.</param>
internal sealed record CancelParsesAnswer(
    bool DryRun, IReadOnlyList<CancelledParseBody> Data,
    [property: Description("True when the filter holds for more parses: send the request again.")] bool HasMore);

/// <summary>What became of one parse.</summary>
internal sealed record CancelledParseBody(
    string Id,
    [property: Description("accepted, already_requested, already_terminal, not_found; in a dry run would_cancel for the first.")]
    string Outcome,
    [property: Description("Where the parse is now; in_progress until its worker has stopped; null for one that is not there.")]
    string? Status);

/// <summary>Reads and writes the bodies without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, AllowDuplicateProperties = false,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)] // a condition that is misspelt must not be left out
[JsonSerializable(typeof(CancelParsesBody))]
[JsonSerializable(typeof(CancelParsesAnswer))]
internal sealed partial class CancelParsesJson : JsonSerializerContext;
