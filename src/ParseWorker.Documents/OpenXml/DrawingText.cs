using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Math;
using Drawing = DocumentFormat.OpenXml.Drawing;

namespace ParseWorker.Documents.OpenXml;

/// <summary>Reads DrawingML: the text of shapes, and what of a drawing is shown. The package check has bounded its depth.</summary>
internal static class DrawingText
{
    /// <summary>The paragraphs in an element, a line each; empty ones are left out.</summary>
    public static string Of(OpenXmlElement element) =>
        string.Join('\n', element.Shown().OfType<Drawing.Paragraph>().Select(OfParagraph).Where(text => text.Length > 0));

    /// <summary>The text of one paragraph.</summary>
    public static string OfParagraph(Drawing.Paragraph paragraph)
    {
        var text = new StringBuilder();
        foreach (var element in paragraph.Shown())
            if (element is Drawing.Text run) text.Append(run.Text);
            else if (element is Drawing.Break) text.Append('\n');
            else if (element is OfficeMath math) text.Append($"${MathLatex.Of(math)}$");
        // A vertical tab is a line break within a title.
        return text.Replace('\v', '\n').ToString().Trim();
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
}
