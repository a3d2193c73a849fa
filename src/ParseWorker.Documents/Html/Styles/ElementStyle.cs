using AngleSharp.Dom;
using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Html.Styles;

/// <summary>Reads how an element sets its text apart: by its name, and by the plainest of CSS on it.</summary>
internal static class ElementStyle
{
    /// <summary>Longer addresses are no place to go to but data.</summary>
    private const int MaxAddress = 2048;

    /// <summary>The style of an element's text.</summary>
    /// <param name="element">The element.</param>
    /// <param name="outer">The style around it.</param>
    public static InlineStyle Of(IElement element, InlineStyle outer)
    {
        var style = element.LocalName switch
        {
            "b" or "strong" or "dt" => outer with { Bold = true },
            "i" or "em" => outer with { Italic = true },
            "s" or "del" or "strike" => outer with { Struck = true },
            "sup" => outer with { Script = ScriptPosition.Raised },
            "sub" => outer with { Script = ScriptPosition.Lowered },
            "a" when AddressOf(element) is { } address => outer with { Link = address },
            _ => outer,
        };
        return element.GetAttribute("style") is { Length: > 0 } css ? Of(css, style) : style;
    }

    /// <summary>Where a link leads; null for a link that leads nowhere.</summary>
    private static string? AddressOf(IElement link)
    {
        var address = link.GetAttribute("href")?.Trim();
        if (string.IsNullOrEmpty(address) || address.Length > MaxAddress) return null;
        var isCode = address.StartsWith("javascript:", StringComparison.OrdinalIgnoreCase)
            || address.StartsWith("data:", StringComparison.OrdinalIgnoreCase);
        return isCode || address.Any(char.IsControl) ? null : address;
    }

    private static InlineStyle Of(string css, InlineStyle style)
    {
        foreach (var (name, value) in Declarations(css))
            style = (name, value) switch
            {
                ("font-weight", "bold" or "bolder" or "700" or "800" or "900") => style with { Bold = true },
                ("font-weight", "normal" or "400") => style with { Bold = false },
                ("font-style", "italic" or "oblique") => style with { Italic = true },
                ("font-style", "normal") => style with { Italic = false },
                ("text-decoration", "line-through") => style with { Struck = true },
                ("vertical-align", "super") => style with { Script = ScriptPosition.Raised },
                ("vertical-align", "sub") => style with { Script = ScriptPosition.Lowered },
                _ => style,
            };
        return style;
    }

    /// <summary>The declarations of a style attribute, in small letters.</summary>
    public static IEnumerable<(string Name, string Value)> Declarations(string css)
    {
        foreach (var declaration in css.Split(';'))
        {
            var colon = declaration.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0) continue;
            var value = declaration[(colon + 1)..].Replace("!important", "", StringComparison.OrdinalIgnoreCase);
            yield return (declaration[..colon].Trim().ToLowerInvariant(), value.Trim().ToLowerInvariant());
        }
    }
}
