using ParseWorker.Typesetting.Styles;

namespace ParseWorker.Typesetting.Html;

/// <summary>Puts pages onto other paper as they are, after they were set: what they say stays the same.</summary>
/// <param name="Name">What is done.</param>
/// <param name="Paper">Width and height of the paper for a page of a style, in points.</param>
/// <param name="Css">The transform of a page.</param>
public sealed record PageMove(string Name, Func<PageStyle, (double Width, double Height)> Paper, Func<PageStyle, string> Css)
{
    /// <summary>On larger or smaller paper.</summary>
    /// <param name="factor">Of both sides.</param>
    public static PageMove Scaled(double factor) => new(
        At($"scaled {factor}"), style => (factor * style.Width, factor * style.Height), _ => At($"scale({factor})"));

    /// <summary>Away from the upper left corner, on paper that is larger by as much.</summary>
    /// <param name="right">In points.</param>
    /// <param name="down">In points.</param>
    public static PageMove Shifted(double right, double down) => new(
        "shifted", style => (style.Width + right, style.Height + down), _ => At($"translate({right}pt, {down}pt)"));

    /// <summary>Sideways, clockwise.</summary>
    public static PageMove Turned { get; } = new(
        "turned", style => (style.Height, style.Width), style => At($"translate({style.Height}pt, 0) rotate(90deg)"));

    /// <summary>A script that does it to the page that a browser shows.</summary>
    internal string Script(PageStyle style)
    {
        var (width, height) = Paper(style);
        return $$"""
            const style = document.createElement('style');
            style.textContent = `@page { size: {{At($"{width}")}}pt {{At($"{height}")}}pt }
              .sheet { width: {{At($"{width}")}}pt; height: {{At($"{height - 1}")}}pt; position: relative; overflow: hidden }
              .sheet { break-after: page }
              .sheet:last-child { break-after: auto }
              .sheet > .page { position: absolute; top: 0; left: 0; transform-origin: 0 0; transform: {{Css(style)}}; break-after: auto }`;
            document.head.append(style);
            document.querySelectorAll('.page').forEach(page => {
              const sheet = document.createElement('div');
              sheet.className = 'sheet';
              page.replaceWith(sheet);
              sheet.append(page);
            });
            """;
    }

    private static string At(FormattableString text) => FormattableString.Invariant(text);
}
