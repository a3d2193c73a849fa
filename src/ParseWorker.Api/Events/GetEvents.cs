using System.Globalization;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using ParseWorker.Api.Auth;
using ParseWorker.Api.Bodies;
using ParseWorker.Api.Errors;
using ParseWorker.Api.Parameters;
using ParseWorker.Api.Subscriptions;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;

namespace ParseWorker.Api.Events;

/// <summary>
/// <c>GET /v1/parses/{id}/events</c>: a parse's history as a list, or followed live as server-sent events when the client accepts those.
/// </summary>
internal sealed class GetEvents(IParseQueries queries, ParseSubscriptions subscriptions, EventStreamLimit limit,
    IOptions<WaitOptions> options)
{
    private const string StreamType = "text/event-stream";

    /// <summary>Maps the route.</summary>
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet(ParseIdRoute.Pattern + "/events", (
            HttpContext context, GetEvents endpoint, string id, [AsParameters] EventsQuery query) =>
            endpoint.HandleAsync(context, ParseIdRoute.Read(id), query))
        .WithTags("Parses").WithName("listParseEvents").WithSummary("List or follow a parse's events")
        .WithDescription("As JSON one page of the history, oldest first. With `Accept: text/event-stream` the events after "
            + "`Last-Event-ID` (or `after`), then live ones as they come: `id` is `n`, `event` is `type`, `data` the same object as in the "
            + "list. `progress` events, without an id, tell how many pages are done. The stream ends after `completed`, `failed` or "
            + "`cancelled`; one that ends before them was cut off, or the parse was deleted: connect again with `Last-Event-ID` (204: "
            + "nothing more will come; 404: deleted).")
        .Produces<EventListBody>(StatusCodes.Status200OK, "application/json", StreamType)
        .Produces(StatusCodes.Status204NoContent)
        .Produces<ErrorBody>(StatusCodes.Status404NotFound)
        .Produces<ErrorBody>(StatusCodes.Status422UnprocessableEntity)
        .Produces<ErrorBody>(StatusCodes.Status503ServiceUnavailable);

    private async Task<IResult> HandleAsync(HttpContext context, ParseId id, EventsQuery query)
    {
        context.Response.Headers.Vary = HeaderNames.Accept;
        var parse = await queries.FindAsync(context.Key().Environment, id, context.RequestAborted)
            ?? throw RefusedException.NoSuchParse(id.ToString());
        return AcceptsStream(context.Request)
            ? await FollowAsync(parse, query.StreamAfter, context.RequestAborted)
            : await ListAsync(parse, query, context.RequestAborted);
    }

    /// <summary>A HEAD has no body that could be followed.</summary>
    private static bool AcceptsStream(HttpRequest request) => HttpMethods.IsGet(request.Method) && request.GetTypedHeaders().Accept
        .Any(accepted => accepted.Quality is not 0 && accepted.MediaType.Equals(StreamType, StringComparison.OrdinalIgnoreCase));

    private async Task<IResult> FollowAsync(Parse parse, int after, CancellationToken token)
    {
        // Browsers connect again after every end of a stream, until they are told that there is nothing more. Retention may have
        // removed the events of a parse that has ended: then nothing more comes either.
        if (parse.Status.IsTerminal() && (await queries.ReadEventsAsync(parse.Id, after + 1, after + 1, token)).Count == 0)
            return Results.NoContent();
        return new EventStream(parse.Id, Math.Min(after, parse.EventCount), subscriptions, limit, options.Value.Heartbeat);
    }

    private async Task<IResult> ListAsync(Parse parse, EventsQuery query, CancellationToken token)
    {
        var (first, last) = query.Window(parse.EventCount);
        List<ParseEventBody> events = [.. (await queries.ReadEventsAsync(parse.Id, first, last, token)).Select(ParseEventBody.Of)];
        if (query.Descending) events.Reverse();
        var (start, end) = query.Descending ? (parse.EventCount, 1) : (1, parse.EventCount);
        var cursors = events.Count == 0
            ? new ListMetadataBody(null, null)
            : new ListMetadataBody(CursorUnless(start, events[0]), CursorUnless(end, events[^1]));
        return TypedResults.Json(new EventListBody(events, cursors), EventJson.Contract.EventListBody);
    }

    private static string? CursorUnless(int edge, ParseEventBody row) =>
        row.N == edge ? null : row.N?.ToString(CultureInfo.InvariantCulture);
}
