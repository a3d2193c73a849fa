using ParseWorker.Api.Auth;
using ParseWorker.Api.Errors;
using ParseWorker.Api.Limits;
using ParseWorker.Api.Parses;
using ParseWorker.Core.Admission;
using ParseWorker.Core.Auth;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;

namespace ParseWorker.Api.Cancelling;

/// <summary>
/// <c>POST /v1/parses/cancel</c>: asks for many parses to end cancelled, each as <see cref="CancelParse"/> does, and answers what became
/// of each. It does not wait for workers. After a failure it is sent again: what was asked stays asked.
/// </summary>
internal sealed class CancelParses(CancelRequests requests, IParseQueries queries, ParseDispatcher dispatcher)
{
    /// <summary>Maps the route.</summary>
    public static void Map(IEndpointRouteBuilder v1) => v1.MapPost("/parses/cancel", (
            HttpContext context, CancelParses endpoint) => endpoint.HandleAsync(context))
        .Uncounted()
        .Accepts<CancelParsesBody>("application/json")
        .WithTags("Parses").WithName("cancelParses").WithSummary("Cancel many parses")
        .WithDescription("Names parses by `ids` or by a filter. At most 100 are cancelled by one call, the oldest first; `has_more` says "
            + "that the filter holds for others. Each has a line with its `outcome`. The same request again is harmless. With `dry_run` "
            + "nothing is cancelled.")
        .Produces<CancelParsesAnswer>()
        .Produces<ErrorBody>(StatusCodes.Status400BadRequest)
        .Produces<ErrorBody>(StatusCodes.Status413PayloadTooLarge)
        .Produces<ErrorBody>(StatusCodes.Status422UnprocessableEntity);

    private async Task<IResult> HandleAsync(HttpContext context)
    {
        var key = context.Key();
        var body = await CancelParsesBody.ReadAsync(context.Request);
        var dryRun = body.DryRun ?? false;
        var (ids, hasMore) = await SelectAsync(body, key.Environment, context.RequestAborted);

        var data = new List<CancelledParseBody>(ids.Count);
        foreach (var id in ids) data.Add(await (dryRun ? LookAsync(key, id, context.RequestAborted) : CancelAsync(key, id)));
        if (!dryRun && data.Any(line => line.Status == ParseStatus.Cancelled.ToWire())) dispatcher.AdmitAfter(
            context.Response, key.Environment);
        return Results.Json(new CancelParsesAnswer(dryRun, data, hasMore), CancelParsesJson.Default.CancelParsesAnswer);
    }

    private async Task<(IReadOnlyList<string> Ids, bool HasMore)> SelectAsync(
        CancelParsesBody body, string environment, CancellationToken token)
    {
        if (body.ReadIds() is { } ids) return (ids, false);
        var filter = body.ToFilter(environment);
        var found = await queries.FindCancellableAsync(filter with { Limit = filter.Limit + 1 }, token);
        return ([.. found.Take(filter.Limit).Select(id => id.ToString())], found.Count > filter.Limit);
    }

    private async Task<CancelledParseBody> CancelAsync(ApiKey key, string text) =>
        ParseId.TryParse(text, out var id) && await requests.AskAsync(key, id) is { } result
            ? new CancelledParseBody(text, CancelRequests.Name(result.Outcome), result.Parse.Status.ToWire())
            : NotFound(text);

    private async Task<CancelledParseBody> LookAsync(ApiKey key, string text, CancellationToken token)
    {
        if (!ParseId.TryParse(text, out var id) || await queries.FindAsync(key.Environment, id, token) is not { } parse)
            return NotFound(text);
        var outcome = parse switch
        {
            { Status: var status } when status.IsTerminal() => CancelRequests.Name(CancelOutcome.AlreadyTerminal),
            { Cancellation: not null } => CancelRequests.Name(CancelOutcome.AlreadyRequested),
            _ => "would_cancel",
        };
        return new CancelledParseBody(text, outcome, parse.Status.ToWire());
    }

    private static CancelledParseBody NotFound(string id) => new(id, "not_found", null);
}
