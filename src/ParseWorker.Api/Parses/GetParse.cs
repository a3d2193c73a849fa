using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using ParseWorker.Api.Auth;
using ParseWorker.Api.Bodies;
using ParseWorker.Api.Errors;
using ParseWorker.Api.Parameters;
using ParseWorker.Api.Subscriptions;
using ParseWorker.Core.Bodies;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;

namespace ParseWorker.Api.Parses;

/// <summary><c>GET /v1/parses/{id}</c>: the current record; with <c>Prefer: wait=N</c> once it has ended, or after N seconds.</summary>
internal sealed class GetParse(IParseQueries queries, ParseSubscriptions subscriptions)
{
    /// <summary>Maps the route.</summary>
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet(ParseIdRoute.Pattern, (
            HttpContext context, GetParse endpoint, string id,
            [Description("False: the cheap answer, with an empty output."), FromQuery(Name = "include_output")] string? includeOutput,
            [Description("True: the pages stored so far of a parse that is not completed; false by default."),
             FromQuery(Name = "include_partial")] string? includePartial) =>
            endpoint.HandleAsync(
                context, ParseIdRoute.Read(id), QueryFlag.Read(includeOutput, "include_output", absent: true),
                QueryFlag.Read(includePartial, "include_partial", absent: false)))
        .WithTags("Parses").WithName("getParse").WithSummary("Read a parse")
        .WithDescription("With the header `Prefer: wait=N` (0 to 60 seconds) the answer waits until the parse has ended, or N seconds. "
            + "`include_partial=true` shows the pages that a running, failed or cancelled parse has stored; without it "
            + "they stay hidden, and "
            + "an ended parse answers the same bytes every time.")
        .Produces<ParseBody>().Produces<ErrorBody>(StatusCodes.Status404NotFound)
        .Produces<ErrorBody>(StatusCodes.Status422UnprocessableEntity);

    private async Task<IResult> HandleAsync(HttpContext context, ParseId id, bool includeOutput, bool includePartial)
    {
        var environment = context.Key().Environment;
        var token = context.RequestAborted;
        if (PreferWait.Apply(context) is { } wait) await WaitAsync(environment, id, wait, token);
        return await queries.FindAsync(environment, id, token) is { } parse
            ? new ParseAnswer(parse, includeOutput: includeOutput, includePartial: includePartial)
            : throw RefusedException.NoSuchParse(id.ToString());
    }

    private async Task WaitAsync(string environment, ParseId id, TimeSpan atMost, CancellationToken token)
    {
        using var ending = subscriptions.SubscribeToEnd(id);
        if (await queries.FindAsync(environment, id, token) is { } parse && !parse.Status.IsTerminal())
            await ending.UntilEndedAsync(atMost, token);
    }
}
