using System.Text.RegularExpressions;
using AngleSharp.Dom;
using ParseWorker.Documents.Html.Dom;

namespace ParseWorker.Documents.Html.Styles;

/// <summary>
/// Bounds what a page's selectors cost. Each is tried on every element, and each of its combinators and of the pseudo-classes that look
/// around may look at all elements around that: their steps multiply.
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
        var (elements, depth, depths, siblings) = (1L, 0, 0L, page.ChildElementCount);
        DomWalk.Below(page, Enter, _ => depth--);
        (_elements, _depth, _siblings) = (elements, (depths / elements) + 1, siblings);

        bool Enter(INode node)
        {
            if (node is not IElement) return false;
            elements++;
            siblings = Math.Max(siblings, node.ChildNodes.Length);
            depths += ++depth;
            return true;
        }
    }

    /// <summary>The selectors of a list, at its commas outside of brackets and quotes.</summary>
    public static IEnumerable<string> Parts(string selectors)
    {
        var (start, brackets, quote) = (0, 0, '\0');
        for (var at = 0; at < selectors.Length; at++)
        {
            var character = selectors[at];
            if (character == '\\') at++;
            else if (quote != '\0') quote = character == quote ? '\0' : quote;
            else if (character is '"' or '\'') quote = character;
            else if (character is '(' or '[') brackets++;
            else if (character is ')' or ']') brackets--;
            else if (character == ',' && brackets == 0)
            {
                yield return selectors[start..at];
                start = at + 1;
            }
        }
        yield return selectors[start..];
    }

    /// <summary>Counts a selector's steps; false for one of more than 200 characters, four combinators or four brackets, for one of a
    /// pseudo-element, which is no element, or once the page's steps are used up.</summary>
    public bool Allows(string selector)
    {
        if (selector.Length > MaxCharacters) return false;
        var plain = Numbered().Replace(Plain(selector), ":nth");
        if (PseudoElement().IsMatch(plain) || plain.Count(character => character == '(') > MaxBrackets) return false;
        var combinators = Combinator().Matches(plain);
        if (combinators.Count > MaxCombinators) return false;
        var steps = combinators.Aggregate((double)_elements, (product, combinator) => product * WithinReach(combinator.ValueSpan.Trim()));
        steps *= Math.Pow(_siblings, AmongSiblings().Count(plain)) * Math.Pow(_elements, Below().Count(plain));
        if (steps > _left) return false;
        _left -= (long)steps;
        return true;
    }

    /// <summary>A selector without what costs no step: escapes, attributes, white space beside commas and brackets.</summary>
    private static string Plain(string selector)
    {
        var bare = Attribute().Replace(Escape().Replace(selector.Trim(), "x"), "");
        return Beside().Replace(bare, "$1");
    }

    /// <summary>How many elements a combinator may look at from one.</summary>
    private long WithinReach(ReadOnlySpan<char> combinator) => combinator switch
    {
        "" => _depth,
        "~" => _siblings,
        _ => 1,
    };

    [GeneratedRegex(@"\\.", RegexOptions.Singleline)]
    private static partial Regex Escape();

    [GeneratedRegex("""\[(?:"[^"]*"|'[^']*'|[^\]"'])*\]""")]
    private static partial Regex Attribute();

    [GeneratedRegex(@"\s*([,(])\s*|\s+(?=\))")]
    private static partial Regex Beside();

    [GeneratedRegex(@":nth-[a-z-]*\([^()]*\)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Numbered();

    [GeneratedRegex("::|:(before|after|first-line|first-letter)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PseudoElement();

    [GeneratedRegex(":nth|-child|-of-type", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AmongSiblings();

    [GeneratedRegex(@":(has|contains)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Below();

    [GeneratedRegex(@"\s*(>|\+|~(?!=))\s*|\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Combinator();
}
