using ParseWorker.Core.Errors;

namespace ParseWorker.Documents;

/// <summary>Tells a document with damaged pages from one of which no page came out: that one could not be parsed.</summary>
/// <param name="firstPage">Where reading begins, counted from 1. What lies before came out in an earlier attempt.</param>
public sealed class PageTally(int firstPage)
{
    private bool _any = firstPage > 1;
    private ParseError? _failure;

    /// <summary>Counts a page.</summary>
    /// <param name="failure">Why it is empty; null for a page that came out.</param>
    public void Count(ParseError? failure)
    {
        _any |= failure is null;
        _failure ??= failure;
    }

    /// <summary>Called after the last page.</summary>
    /// <exception cref="DocumentException">No page came out.</exception>
    public void Check()
    {
        if (!_any && _failure is not null) throw new DocumentException(ParseErrorTable.OfWholeDocument(_failure));
    }
}
