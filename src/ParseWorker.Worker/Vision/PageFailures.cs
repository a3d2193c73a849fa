using ParseWorker.Core.Engines;
using ParseWorker.Core.Errors;

namespace ParseWorker.Worker.Vision;

/// <summary>
/// Counts pages that failed. A failed page costs only itself; when every page fails, so does the document, rather than complete empty.
/// </summary>
internal sealed class PageFailures
{
    private int _pages;
    private int _failed;
    private ParseError? _last;

    /// <summary>Counts a page; turns the ending of a document of which nothing was read into its refusal.</summary>
    public EngineMessage Check(EngineMessage message)
    {
        if (message is EngineMessage.PageText page)
        {
            _pages++;
            if (page.Failure is not null) (_failed, _last) = (_failed + 1, page.Failure);
        }

        return message is EngineMessage.Finished finished && _failed > 0 && _failed == finished.PageCount && _failed == _pages
            ? new EngineMessage.Refused(WholeDocument(_last!))
            : message;
    }

    private static ParseError WholeDocument(ParseError page)
    {
        var error = ParseErrorTable.OfWholeDocument(page);
        return error == page ? page with { Message = $"Not one page was read. Of the last: {page.Message}" } : error;
    }
}
