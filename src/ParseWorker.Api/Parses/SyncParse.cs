using ParseWorker.Api.Errors;
using ParseWorker.Api.Subscriptions;
using ParseWorker.Core.Errors;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;

namespace ParseWorker.Api.Parses;

/// <summary>Answers a create with <c>background: false</c> when its parse has ended. A client that goes away cancels nothing.</summary>
internal sealed class SyncParse(IParseQueries queries, ParseSubscriptions subscriptions)
{
    /// <summary>Waits until the parse has ended and answers with how.</summary>
    /// <param name="context">The request.</param>
    /// <param name="environment">The environment that owns the parse.</param>
    /// <param name="id">The parse.</param>
    /// <param name="completed">Makes the answer of a parse that is completed; every other ending is an error.</param>
    public async Task<IResult> AnswerAsync(HttpContext context, string environment, ParseId id, Func<Parse, IResult> completed)
    {
        using var ending = subscriptions.SubscribeToEnd(id);
        var parse = await queries.FindAsync(environment, id, context.RequestAborted);
        if (parse is not null && !parse.Status.IsTerminal())
        {
            await ending.UntilEndedAsync(Timeout.InfiniteTimeSpan, context.RequestAborted);
            parse = await queries.FindAsync(environment, id, context.RequestAborted);
        }

        return parse?.Status switch
        {
            ParseStatus.Completed => completed(parse),
            ParseStatus.Failed => throw Failed(parse, parse.Error!),
            ParseStatus.Cancelled => throw Conflict("parse_cancelled", $"Parse {id} was cancelled before it was completed.", id),
            null => throw Conflict("parse_deleted", $"Parse {id} was deleted before it was completed.", id),
            _ => throw Stopping(id),
        };
    }

    private static RefusedException Failed(Parse parse, ParseError error) => new(new ApiError(
        ParseErrorTable.Of(error.Code).HttpStatus, error.Code, error.Message, Details(parse.Id, error.Details)));

    private static RefusedException Conflict(string code, string message, ParseId id) =>
        new(new ApiError(StatusCodes.Status409Conflict, code, message, Details(id, null)));

    /// <summary>This process stops while the parse goes on: the retry, answered by another process or a later one, joins it.</summary>
    private static RefusedException Stopping(ParseId id) => new(new ApiError(
        StatusCodes.Status503ServiceUnavailable, "server_stopping",
        $"This server restarts; parse {id} goes on. Send the same request again to join it, or read it at /v1/parses/{id}.",
        Details(id, null)));

    private static Dictionary<string, string> Details(ParseId id, IReadOnlyDictionary<string, string>? more) =>
        new(more ?? new Dictionary<string, string>()) { ["parse_id"] = id.ToString() };
}
