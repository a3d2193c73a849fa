using ParseWorker.Core.Errors;
using ParseWorker.Documents.Model;

namespace ParseWorker.Documents;

/// <summary>
/// Reads one page so that its damage costs that page and not the document. Running out of memory is left alone: the process must
/// die of it, so that the worker can say so.
/// </summary>
internal static class PageGuard
{
    /// <summary>The page; an empty one with its failure when it cannot be read.</summary>
    /// <param name="number">Counted from 1.</param>
    /// <param name="blocks">Reads it.</param>
    /// <param name="token">Once fired, its exception passes through.</param>
    public static Page Read(int number, Func<IReadOnlyList<Block>> blocks, CancellationToken token)
    {
        try
        {
            token.ThrowIfCancellationRequested();
            return new Page(number, blocks());
        }
        catch (DocumentException exception)
        {
            return new Page(number, []) { Failure = exception.Error };
        }
        catch (Exception exception) when (IsDamage(exception, token))
        {
            return new Page(number, []) { Failure = Unreadable(exception) };
        }
    }

    /// <summary>Whether an exception comes of the document, and not of a stop or of this process.</summary>
    public static bool IsDamage(Exception exception, CancellationToken token) => exception switch
    {
        DocumentException or OutOfMemoryException => false,
        OperationCanceledException => !token.IsCancellationRequested,
        _ => true,
    };

    /// <summary>The error of a page that a library could not read.</summary>
    public static ParseError Unreadable(Exception cause) => DocumentErrors.WithCause(
        new(ParseErrorCodes.PageUnreadable, "The page is damaged and was left empty. Save the document anew and send it again."),
        cause);
}
