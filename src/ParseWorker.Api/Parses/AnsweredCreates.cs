using ParseWorker.Core.Parses;

namespace ParseWorker.Api.Parses;

/// <summary>
/// Notes which creates were answered. One whose answer was lost is joined by its retry: client libraries repeat a create up to four
/// times, and one call must not make four parses.
/// </summary>
internal sealed partial class AnsweredCreates(IParseStore store, ILogger<AnsweredCreates> logger)
{
    private static readonly object Unanswered = new();

    /// <summary>Marks the create as answered once its response was sent completely to a client that is still there.</summary>
    public void MarkWhenSent(HttpContext context, ParseId id)
    {
        var gone = context.RequestAborted;
        context.Response.OnCompleted(() =>
            gone.IsCancellationRequested || context.Items.ContainsKey(Unanswered) ? Task.CompletedTask : MarkAsync(id));
    }

    /// <summary>Keeps the create unanswered although a response is sent: it only says to try again.</summary>
    public static void LeaveUnanswered(HttpContext context) => context.Items[Unanswered] = true;

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
