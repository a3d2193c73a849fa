using AngleSharp.Dom;

namespace ParseWorker.Documents.Html.Inline;

/// <summary>What the controls of a form hold, as the page says.</summary>
internal static class FormValues
{
    /// <summary>Whether an element is a control, which is not gone below.</summary>
    public static bool IsControl(this IElement element) => element.LocalName is "input" or "select" or "textarea";

    /// <summary>A control's value; empty for one that shows none.</summary>
    public static string Of(IElement control) => control.LocalName switch
    {
        "select" => SelectedOf(control),
        "textarea" => control.TextContent.Trim(),
        _ => InputOf(control),
    };

    private static string InputOf(IElement input) => (input.GetAttribute("type") ?? "text").Trim().ToLowerInvariant() switch
    {
        "checkbox" or "radio" => input.HasAttribute("checked") ? "[x]" : "[ ]",
        "hidden" or "password" or "submit" or "reset" or "button" or "image" or "file" => "",
        _ => input.GetAttribute("value")?.Trim() ?? "",
    };

    /// <summary>The options that are selected; of a list to choose one from, the first, which browsers show when none is.</summary>
    private static string SelectedOf(IElement select)
    {
        var options = select.QuerySelectorAll("option");
        var selected = options.Where(option => option.HasAttribute("selected")).ToList();
        if (selected.Count == 0 && !select.HasAttribute("multiple")) selected = [.. options.Take(1)];
        return string.Join(", ", selected.Select(TextOf).Where(text => text.Length > 0));
    }

    private static string TextOf(IElement option) =>
        string.Join(' ', option.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
