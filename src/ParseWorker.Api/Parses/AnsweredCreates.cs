using ParseWorker.Core.Parses;

namespace ParseWorker.Api.Parses;

/// <summary>
/// Notes which creates were answered. One whose answer was lost is joined by its retry: client libraries repeat a create up to four
/// times, and one call must not make four parses.
/// </summary>
internal sealed partial class AnsweredCreates(IParseStore store, ILogger<AnsweredCreates> logger)
{
    /// <summary>
    /// Marks the create as answered once its response was sent completely to a client that is still there. A 5xx only says to try again.
    /// </summary>
    public void MarkWhenSent(HttpContext context, ParseId id)
    {
        var gone = context.RequestAborted;
        context.Response.OnCompleted(() =>
        {
            var triesAgain = gone.IsCancellationRequested || context.Response.StatusCode >= StatusCodes.Status500InternalServerError;
            return triesAgain ? Task.CompletedTask : MarkAsync(id);
        });
    }

    private async Task MarkAsync(ParseId id)
    {
        try
        {
            await store.MarkAnsweredAsync(id, CancellationToken.None);
        }
        catch (Exception exception)
        {
            MarkFailed(exception, id);
        }
    }

    [LoggerMessage(6204, LogLevel.Warning, "{ParseId} could not be marked as answered; an identical create joins it for a while")]
    private partial void MarkFailed(Exception exception, ParseId parseId);
}
