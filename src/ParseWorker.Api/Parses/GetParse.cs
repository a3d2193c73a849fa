using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using ParseWorker.Api.Auth;
using ParseWorker.Api.Errors;
using ParseWorker.Core.Parses;

namespace ParseWorker.Api.Parses;

/// <summary><c>GET /v1/parses/{id}</c>: the current record; with <c>Prefer: wait=N</c> once it has ended, or after N seconds.</summary>
internal sealed class GetParse(IParseQueries queries, EndWatch endings)
{
    /// <summary>Maps the route.</summary>
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet(ParseIdRoute.Pattern, (
            HttpContext context, GetParse endpoint, string id,
            [Description("False: the cheap answer, with an empty output."), FromQuery(Name = "include_output")] string? includeOutput) =>
            endpoint.HandleAsync(context, ParseIdRoute.Read(id), QueryFlag.Read(includeOutput, "include_output", absent: true)))
        .WithTags("Parses").WithName("getParse").WithSummary("Read a parse")
        .WithDescription("With the header `Prefer: wait=N` (0 to 60 seconds) the answer waits until the parse has ended, or N seconds.")
        .Produces<ParseBody>().Produces<ErrorBody>(StatusCodes.Status404NotFound);

    private async Task<IResult> HandleAsync(HttpContext context, ParseId id, bool includeOutput)
    {
        var environment = context.Key().Environment;
        var token = context.RequestAborted;
        if (PreferWait.Apply(context) is { } wait) await WaitAsync(environment, id, wait, token);
        return await queries.FindAsync(environment, id, token) is { } parse
            ? new ParseAnswer(parse, includeOutput: includeOutput)
            : throw RefusedException.NoSuchParse(id.ToString());
    }

    private async Task WaitAsync(string environment, ParseId id, TimeSpan atMost, CancellationToken token)
    {
        using var ending = endings.Watch(id);
        if (await queries.FindAsync(environment, id, token) is { } parse && !parse.Status.IsTerminal())
            await ending.UntilEndedAsync(atMost, token);
    }
}
