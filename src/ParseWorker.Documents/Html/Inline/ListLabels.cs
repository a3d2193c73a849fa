using System.Globalization;
using AngleSharp.Dom;
using ParseWorker.Documents.Html.Styles;
using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Html.Inline;

/// <summary>Counts the points of a list as browsers do (WHATWG HTML §4.4.5): by its type, its start, its direction and its points' own
/// values.</summary>
internal sealed class ListLabels
{
    private readonly string? _type;
    private readonly int _step;
    private int _next;

    public ListLabels(IElement list)
    {
        _type = list.LocalName == "ol" ? TypeOf(list) : null;
        _step = list.HasAttribute("reversed") ? -1 : 1;
        _next = NumberOf(list, "start") ?? (_step > 0 ? 1 : list.Children.Count(child => child.LocalName == "li"));
    }

    /// <summary>The label of the next point; empty for a bullet.</summary>
    public string Next(IElement point)
    {
        if (_type is null) return "";
        var number = NumberOf(point, "value") ?? _next;
        _next = (int)Math.Clamp((long)number + _step, int.MinValue, int.MaxValue);
        return Written(number) + ".";
    }

    private string Written(int number) => _type switch
    {
        "a" or "lower-alpha" or "lower-latin" => Numerals.Letters(number),
        "A" or "upper-alpha" or "upper-latin" => Numerals.Letters(number).ToUpperInvariant(),
        "i" or "lower-roman" => Numerals.Roman(number),
        "I" or "upper-roman" => Numerals.Roman(number).ToUpperInvariant(),
        _ => Numerals.Digits(number),
    };

    private static string TypeOf(IElement list)
    {
        var css = ElementStyle.Declarations(list.GetAttribute("style") ?? "")
            .Where(declaration => declaration.Name is "list-style-type" or "list-style")
            .Select(declaration => declaration.Value.Split(' ')[0])
            .LastOrDefault();
        return css ?? list.GetAttribute("type")?.Trim() ?? "1";
    }

    private static int? NumberOf(IElement element, string attribute) =>
        int.TryParse(element.GetAttribute(attribute), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
            : null;
}
