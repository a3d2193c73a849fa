using System.Globalization;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Docx.Styles;

/// <summary>
/// Resolves a paragraph's or a run's properties: its own, its style's, and those of the styles that this one is based on.
/// </summary>
internal sealed class DocxStyles
{
    /// <summary>Styles based on each other; a longer chain is a circle.</summary>
    private const int MaxChain = 32;

    /// <summary>From where on a run stands off the line; less is for looks.</summary>
    private const int MovedHalfPoints = 4;

    private readonly Dictionary<string, Style> _styles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _hidden = new(StringComparer.Ordinal);
    private readonly string? _default;

    /// <summary>The paragraph asked for last: one without properties is searched for them to its end, and each of its runs asks.</summary>
    private (Paragraph? Paragraph, string? Style) _last;

    public DocxStyles(MainDocumentPart main)
    {
        foreach (var style in main.StyleDefinitionsPart?.Styles?.Elements<Style>() ?? [])
            if (style.StyleId?.Value is { } id) _styles[id] = style;
        _default = _styles.Values.FirstOrDefault(
            style => style.Type?.Value == StyleValues.Paragraph && style.Default?.Value == true)?.StyleId?.Value;
    }

    /// <summary>1 to 6, or 0 for what is no heading.</summary>
    public int HeadingLevel(Paragraph paragraph)
    {
        if (paragraph.ParagraphProperties?.OutlineLevel?.Val?.Value is { } own) return LevelOf(own);
        foreach (var style in Chain(paragraph))
        {
            if (NamedLevel(style) is > 0 and var named) return named;
            if (style.StyleParagraphProperties?.OutlineLevel?.Val?.Value is { } outline) return LevelOf(outline);
        }
        return 0;
    }

    /// <summary>The numbering of a paragraph; null when it has none, or had its style's taken off.</summary>
    public (int Id, int Level)? Numbering(Paragraph paragraph)
    {
        var own = paragraph.ParagraphProperties?.NumberingProperties;
        var inherited = Chain(paragraph).Select(style => style.StyleParagraphProperties?.NumberingProperties)
            .FirstOrDefault(found => found is not null);
        var id = own?.NumberingId?.Val?.Value ?? inherited?.NumberingId?.Val?.Value;
        var level = own?.NumberingLevelReference?.Val?.Value ?? inherited?.NumberingLevelReference?.Val?.Value ?? 0;
        return id is > 0 ? (id.Value, Math.Clamp(level, 0, 8)) : null;
    }

    /// <summary>The list that a numbering style is defined by.</summary>
    public int? NumberingOf(string style) =>
        _styles.GetValueOrDefault(style)?.StyleParagraphProperties?.NumberingProperties?.NumberingId?.Val?.Value;

    /// <summary>
    /// Whether a run is hidden text: by itself, or by one of its styles;
    /// two styles that hide cancel out (ISO/IEC 29500-1 §17.3.2.41, §17.7.3).
    /// </summary>
    public bool IsHidden(Run run)
    {
        if (run.RunProperties?.Vanish is { } own) return IsOn(own);
        var paragraph = run.Ancestors<Paragraph>().FirstOrDefault();
        return IsHidden(run.RunProperties?.RunStyle?.Val?.Value) != IsHidden(paragraph is null ? _default : StyleIdOf(paragraph));
    }

    /// <summary>
    /// How a run is set apart within its paragraph: by itself, or by its character style; what all of a paragraph's style is set in
    /// sets nothing apart.
    /// </summary>
    public InlineStyle StyleOf(Run run)
    {
        var own = run.RunProperties;
        if (own is null) return default;
        var style = Chain(own.RunStyle?.Val?.Value).Select(found => found.StyleRunProperties).OfType<StyleRunProperties>().ToList();
        return new InlineStyle(
            Bold: IsOn(own.Bold ?? style.Select(found => found.Bold).FirstOrDefault(found => found is not null)),
            Italic: IsOn(own.Italic ?? style.Select(found => found.Italic).FirstOrDefault(found => found is not null)),
            Struck: IsOn(own.Strike) || IsOn(own.DoubleStrike),
            Script: ScriptOf(own.VerticalTextAlignment ?? style.Select(found => found.VerticalTextAlignment).FirstOrDefault(),
                own.Position));
    }

    /// <summary>A run may also be moved off the line by hand, in half points.</summary>
    private static ScriptPosition ScriptOf(VerticalTextAlignment? alignment, Position? position)
    {
        if (alignment?.Val?.InnerText is "superscript") return ScriptPosition.Raised;
        if (alignment?.Val?.InnerText is "subscript") return ScriptPosition.Lowered;
        return int.TryParse(position?.Val?.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var halfPoints)
            ? halfPoints >= MovedHalfPoints ? ScriptPosition.Raised : halfPoints <= -MovedHalfPoints ? ScriptPosition.Lowered : default
            : default;
    }

    /// <summary>Whether a style's name, or one it is based on, starts with a word.</summary>
    public bool IsNamed(Paragraph paragraph, params ReadOnlySpan<string> words)
    {
        foreach (var style in Chain(paragraph))
            foreach (var word in words)
                if (NameOf(style).StartsWith(word, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    private bool IsHidden(string? style)
    {
        if (style is null) return false;
        if (!_hidden.TryGetValue(style, out var hidden))
            _hidden[style] = hidden = Chain(style).Select(found => found.StyleRunProperties?.Vanish)
                .FirstOrDefault(found => found is not null) is { } vanish
                && IsOn(vanish);
        return hidden;
    }

    private static bool IsOn(OnOffType? property) => property is not null && (property.Val?.Value ?? true);

    private IEnumerable<Style> Chain(Paragraph paragraph) => Chain(StyleIdOf(paragraph));

    private string? StyleIdOf(Paragraph paragraph)
    {
        if (_last.Paragraph != paragraph)
            _last = (paragraph, paragraph.ParagraphProperties?.ParagraphStyleId?.Val?.Value ?? _default);
        return _last.Style;
    }

    private IEnumerable<Style> Chain(string? id)
    {
        for (var length = 0; length < MaxChain && id is not null && _styles.TryGetValue(id, out var style); length++)
        {
            yield return style;
            id = style.BasedOn?.Val?.Value;
        }
    }

    /// <summary>Word's built-in names are English in every language of the program.</summary>
    private static int NamedLevel(Style style)
    {
        var name = NameOf(style);
        if (name.Equals("title", StringComparison.OrdinalIgnoreCase)) return 1;
        return name.StartsWith("heading ", StringComparison.OrdinalIgnoreCase)
            && int.TryParse(name.AsSpan("heading ".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var level)
            ? Math.Clamp(level, 1, 6)
            : 0;
    }

    /// <summary>Outline levels count from 0; 9 is body text.</summary>
    private static int LevelOf(int outline) => outline is >= 0 and < 9 ? Math.Min(outline + 1, 6) : 0;

    private static string NameOf(Style style) => style.StyleName?.Val?.Value ?? "";
}
