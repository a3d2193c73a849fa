using System.Collections.Frozen;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;
using ParseWorker.Core.Errors;

namespace ParseWorker.Documents.Html.Dom;

/// <summary>
/// Counts how deep a page's tags stand in each other while it is parsed: the parser looks through all open elements at many a tag, which
/// takes hours for a million of them.
/// </summary>
internal sealed class TagNesting
{
    /// <summary>Pages and mails that programs put together have some hundred.</summary>
    private const int MaxDepth = 10_000;

    /// <summary>Elements that are open at a tag, added up over all tags: a few seconds' look.</summary>
    private const long MaxSteps = 2_000_000_000;

    /// <summary>Elements without an end tag, or whose end tag may be left out: they say nothing of the depth.</summary>
    private static readonly FrozenSet<string> Unended = FrozenSet.ToFrozenSet(
    [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
        "p", "li", "dt", "dd", "option", "optgroup", "rt", "rp", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup",
        "html", "head", "body",
    ]);

    private int _depth;
    private long _steps;

    /// <summary>Counts a tag.</summary>
    /// <exception cref="DocumentException">It stands too deep, or many do.</exception>
    public void Count(HtmlToken token)
    {
        if (token is not HtmlTagToken { IsSelfClosing: false } tag || Unended.Contains(tag.Name)) return;
        _depth = tag.Type == HtmlTokenType.EndTag ? Math.Max(0, _depth - 1) : _depth + 1;
        if (_depth > MaxDepth || (_steps += _depth) > MaxSteps)
            throw new DocumentException(
                ParseErrorCodes.DocumentTooLarge,
                $"The page nests its elements more than {MaxDepth:N0} deep, or very many thousands deep. Save it anew.");
    }
}
