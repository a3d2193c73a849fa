using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Math;
using DocumentFormat.OpenXml.Packaging;
using ParseWorker.Documents.Model;
using ParseWorker.Documents.Text;
using Drawing = DocumentFormat.OpenXml.Drawing;

namespace ParseWorker.Documents.OpenXml;

/// <summary>Reads DrawingML: the text of shapes, and what of a drawing is shown. The package check has bounded its depth.</summary>
internal static class DrawingText
{
    /// <summary>The paragraphs in an element, a line each; empty ones are left out.</summary>
    /// <param name="element">The element.</param>
    /// <param name="owner">The part that its links are looked up in; null where it has none.</param>
    public static string Of(OpenXmlElement element, OpenXmlPart? owner = null) => string.Join(
        '\n', element.Shown().OfType<Drawing.Paragraph>().Select(paragraph => OfParagraph(paragraph, owner))
            .Where(text => text.Length > 0));

    /// <summary>The text of one paragraph: bold and italics are marked where they set part of it apart.</summary>
    public static string OfParagraph(Drawing.Paragraph paragraph, OpenXmlPart? owner = null) => Read(paragraph, owner).ForCell();

    /// <summary>The paragraphs of a title on one line, without bold and italics.</summary>
    public static string Title(OpenXmlElement element, OpenXmlPart owner)
    {
        var lines = element.Shown().OfType<Drawing.Paragraph>().Select(paragraph => Read(paragraph, owner).WithoutEmphasis().Trim());
        return string.Join(' ', lines.Where(line => line.Length > 0)).Replace('\n', ' ');
    }

    private static StyledText Read(Drawing.Paragraph paragraph, OpenXmlPart? owner)
    {
        var text = new StyledText();
        foreach (var element in paragraph.Shown())
            if (element is Drawing.Text run) Append(run, owner, text);
            else if (element is Drawing.Break) text.Append('\n');
            else if (element is OfficeMath math) text.Append($"${MathLatex.Of(math)}$");
        return text;
    }

    /// <summary>The elements below one, in order; of things said twice for new programs and for old ones, the first.</summary>
    public static IEnumerable<OpenXmlElement> Shown(this OpenXmlElement element)
    {
        foreach (var child in element.ChildElements)
        {
            if (child is AlternateContentFallback && child.Parent?.GetFirstChild<AlternateContentChoice>() is not null) continue;
            yield return child;
            foreach (var inner in child.Shown()) yield return inner;
        }
    }

    private static void Append(Drawing.Text run, OpenXmlPart? owner, StyledText text)
    {
        var properties = run.Parent?.GetFirstChild<Drawing.RunProperties>();
        var font = properties?.GetFirstChild<Drawing.SymbolFont>()?.Typeface?.Value
            ?? properties?.GetFirstChild<Drawing.LatinFont>()?.Typeface?.Value;

        // A vertical tab is a line break within a title.
        var shown = run.Text.Replace('\v', '\n');
        text.Append(SymbolFonts.PrivateUse(font, shown), properties is null ? default : StyleOf(properties, owner));
    }

    private static InlineStyle StyleOf(Drawing.RunProperties properties, OpenXmlPart? owner) => new(
        Bold: properties.Bold?.Value ?? false,
        Italic: properties.Italic?.Value ?? false,
        Struck: properties.Strike?.InnerText is "sngStrike" or "dblStrike",
        Script: ScriptOf(properties.Baseline?.Value ?? 0),
        Link: PartLinks.AddressOf(properties.GetFirstChild<Drawing.HyperlinkOnClick>()?.Id?.Value, owner));

    /// <summary>A baseline is moved by thousandths of a per cent of the size (ISO/IEC 29500-1 §21.1.2.3.9).</summary>
    private static ScriptPosition ScriptOf(int baseline)
    {
        if (baseline == 0) return ScriptPosition.Line;
        return baseline > 0 ? ScriptPosition.Raised : ScriptPosition.Lowered;
    }
}
