using ParseWorker.Api.Auth;
using ParseWorker.Api.Errors;
using ParseWorker.Api.Parameters;
using ParseWorker.Core.Admission;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;

namespace ParseWorker.Api.Parses;

/// <summary><c>DELETE /v1/parses/{id}</c>: removes the parse at once, whatever its status; its worker notices and stops.</summary>
internal sealed partial class DeleteParse(IParseStore store, ParseDispatcher dispatcher, ILogger<DeleteParse> logger)
{
    /// <summary>Maps the route.</summary>
    public static void Map(IEndpointRouteBuilder v1) => v1.MapDelete(ParseIdRoute.Pattern, (
            HttpContext context, DeleteParse endpoint, string id) => endpoint.HandleAsync(context, ParseIdRoute.Read(id)))
        .WithTags("Parses").WithName("deleteParse").WithSummary("Delete a parse")
        .WithDescription("Removes the parse and its text for good. One that runs is stopped.")
        .Produces(StatusCodes.Status204NoContent).Produces<ErrorBody>(StatusCodes.Status404NotFound);

    private async Task<IResult> HandleAsync(HttpContext context, ParseId id)
    {
        var key = context.Key();

        // Not the request's token: a client that hangs up after asking has still asked.
        if (!await store.DeleteAsync(key.Environment, id, CancellationToken.None)) throw RefusedException.NoSuchParse(id.ToString());
        Deleted(id, key.Id);
        dispatcher.AdmitAfter(context.Response, key.Environment);
        return Results.NoContent();
    }

    [LoggerMessage(6203, LogLevel.Information, "{ParseId} deleted by key {KeyId}")]
    private partial void Deleted(ParseId parseId, string keyId);
}
