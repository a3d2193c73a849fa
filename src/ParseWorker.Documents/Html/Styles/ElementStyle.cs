using AngleSharp.Dom;
using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Html.Styles;

/// <summary>Reads how an element sets its text apart: by its name, and by the plainest of CSS on it.</summary>
internal static class ElementStyle
{
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
            "a" when LinkAddress.Of(element.GetAttribute("href")) is { } address => outer with { Link = address },
            _ => outer,
        };
        return element.GetAttribute("style") is { Length: > 0 } css ? Of(css, style) : style;
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
