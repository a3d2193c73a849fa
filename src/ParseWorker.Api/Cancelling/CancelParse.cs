using Microsoft.Extensions.Options;
using ParseWorker.Api.Auth;
using ParseWorker.Api.Bodies;
using ParseWorker.Api.Errors;
using ParseWorker.Api.Limits;
using ParseWorker.Api.Parameters;
using ParseWorker.Api.Parses;
using ParseWorker.Api.Subscriptions;
using ParseWorker.Core.Admission;
using ParseWorker.Core.Bodies;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;

namespace ParseWorker.Api.Cancelling;

/// <summary>
/// <c>POST /v1/parses/{id}/cancel</c>: asks for the parse to end cancelled, waits a little for its worker to stop, and answers with the
/// current record, however often it is asked.
/// </summary>
internal sealed class CancelParse(
    CancelRequests requests, IParseQueries queries, ParseSubscriptions subscriptions, ParseDispatcher dispatcher,
    IOptions<WaitOptions> options)
{
    private const string OutcomeHeader = "Cancellation-Outcome";

    /// <summary>Maps the route.</summary>
    public static void Map(IEndpointRouteBuilder v1) => v1.MapPost(ParseIdRoute.Pattern + "/cancel", (
            HttpContext context, CancelParse endpoint, string id) => endpoint.HandleAsync(context, ParseIdRoute.Read(id)))
        .Uncounted()
        .WithTags("Parses").WithName("cancelParse").WithSummary("Cancel a parse")
        .WithDescription("Answers with the current record: usually `cancelled`; one that had ended is unchanged. The header "
            + "`Cancellation-Outcome` says `accepted`, `already_requested` or `already_terminal`. With `Prefer: wait=N` (0 to 60 seconds) "
            + "the answer waits that long for the worker to stop.")
        .Produces<ParseBody>().Produces<ErrorBody>(StatusCodes.Status404NotFound);

    private async Task<IResult> HandleAsync(HttpContext context, ParseId id)
    {
        var key = context.Key();
        var wait = PreferWait.Apply(context) ?? options.Value.CancelWait;
        using var ending = subscriptions.SubscribeToEnd(id);

        var result = await requests.AskAsync(key, id) ?? throw RefusedException.NoSuchParse(id.ToString());
        context.Response.Headers[OutcomeHeader] = CancelRequests.Name(result.Outcome);

        if (!result.Parse.Status.IsTerminal())
            return new ParseAnswer(await FindEndedAsync(key.Environment, ending, wait, context.RequestAborted));

        if (result.Outcome == CancelOutcome.Accepted) dispatcher.AdmitAfter(context.Response, key.Environment);
        return new ParseAnswer(result.Parse);
    }

    private async Task<Parse> FindEndedAsync(string environment, EndSubscription ending, TimeSpan wait, CancellationToken token)
    {
        await ending.UntilEndedAsync(wait, token);
        return await queries.FindAsync(environment, ending.Id, token) ?? throw RefusedException.NoSuchParse(ending.Id.ToString());
    }
}
