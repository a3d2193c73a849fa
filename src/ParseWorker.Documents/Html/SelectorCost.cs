using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace ParseWorker.Documents.Html;

/// <summary>
/// Bounds what a page's selectors cost. Each is tried on every element, and each of its combinators and pseudo-classes may look at all
/// elements around that: their steps multiply.
/// </summary>
internal sealed partial class SelectorCost
{
    private const int MaxCharacters = 200;
    private const int MaxCombinators = 4;
    private const int MaxBrackets = 4;

    private readonly long _elements;
    private readonly long _depth;
    private readonly long _siblings;

    /// <summary>Steps that all selectors of a page may take: a second or two.</summary>
    private long _left = 50_000_000;

    /// <summary>Measures a page.</summary>
    public SelectorCost(IDocument page)
    {
        var (elements, depth, deepest, siblings) = (1L, 0, 1, page.ChildElementCount);
        DomWalk.Below(page, Enter, _ => depth--);
        (_elements, _depth, _siblings) = (elements, deepest, siblings);

        bool Enter(INode node)
        {
            if (node is not IElement) return false;
            elements++;
            siblings = Math.Max(siblings, node.ChildNodes.Length);
            deepest = Math.Max(deepest, ++depth);
            return true;
        }
    }

    /// <summary>The selectors of a list; those of one with brackets or quotes, which may hold commas, as one.</summary>
    public static IEnumerable<string> Parts(string selectors) =>
        selectors.AsSpan().IndexOfAny("([\"'") < 0 ? selectors.Split(',') : [selectors];

    /// <summary>Counts a selector's steps; false for one of more than 200 characters, four combinators or four brackets, or once the
    /// page's steps are used up.</summary>
    public bool Allows(string selector)
    {
        if (selector.Length > MaxCharacters || selector.Count(character => character == '(') > MaxBrackets) return false;
        var combinators = Combinator().Matches(selector.Trim());
        if (combinators.Count > MaxCombinators) return false;
        var steps = combinators.Aggregate((double)_elements, (product, combinator) => product * WithinReach(combinator.ValueSpan.Trim()));
        steps *= Math.Pow(Math.Max(_siblings, _depth), selector.Count(character => character == ':'));
        if (steps > _left) return false;
        _left -= (long)steps;
        return true;
    }

    /// <summary>How many elements a combinator may look at from one.</summary>
    private long WithinReach(ReadOnlySpan<char> combinator) => combinator switch
    {
        "" => _depth,
        "~" => _siblings,
        _ => 1,
    };

    [GeneratedRegex(@"\s*(>|\+|~(?!=))\s*|\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Combinator();
}
