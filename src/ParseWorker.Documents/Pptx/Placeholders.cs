using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Presentation;
using Drawing = DocumentFormat.OpenXml.Drawing;

namespace ParseWorker.Documents.Pptx;

/// <summary>
/// Finds what a placeholder inherits: the shapes it stands for on the slide's layout and on that one's master (ISO/IEC 29500-1 §19.3.1.36).
/// </summary>
internal sealed class Placeholders(SlidePart slide, DefaultTextStyle? defaults)
{
    private (OpenXmlElement? Shape, IReadOnlyList<OpenXmlElement> Chain) _last = (null, []);
    private readonly SlideLayout? _layout = slide.SlideLayoutPart?.SlideLayout;
    private readonly SlideMaster? _master = slide.SlideLayoutPart?.SlideMasterPart?.SlideMaster;

    /// <summary>The shape and those it inherits from, the nearest first.</summary>
    public IReadOnlyList<OpenXmlElement> Chain(OpenXmlElement shape)
    {
        // Every paragraph of a shape asks.
        if (_last.Shape != shape) _last = (shape, Found(shape));
        return _last.Chain;
    }

    private IReadOnlyList<OpenXmlElement> Found(OpenXmlElement shape)
    {
        if (Of(shape) is not { } own) return [shape];
        var layout = Find(_layout?.CommonSlideData, other => IsSame(own, other))
            ?? Find(_layout?.CommonSlideData, other => KindOf(own) == KindOf(other));
        var master = Find(_master?.CommonSlideData, other => KindOf(layout is null ? own : Of(layout)!) == KindOf(other));
        return [shape, .. new[] { layout, master }.OfType<OpenXmlElement>()];
    }

    /// <summary>
    /// The properties of a paragraph of a level, the nearest first: its own, then those of the text's and the master's styles.
    /// </summary>
    public IEnumerable<OpenXmlElement> Styles(OpenXmlElement shape, Drawing.Paragraph paragraph, int level)
    {
        if (paragraph.ParagraphProperties is { } own) yield return own;
        var chain = Chain(shape);
        foreach (var list in chain.Select(found => found.GetFirstChild<TextBody>()?.ListStyle).Append(StyleOf(Of(shape))).Append(defaults))
            if (list?.ChildElements.FirstOrDefault(child => child.LocalName == $"lvl{level + 1}pPr") is { } style) yield return style;
    }

    /// <summary>A shape's placeholder; null for a shape that is none.</summary>
    public static PlaceholderShape? Of(OpenXmlElement shape) =>
        shape.ChildElements.SelectMany(child => child.Elements<ApplicationNonVisualDrawingProperties>()).FirstOrDefault()?.PlaceholderShape;

    public static bool IsTitle(PlaceholderShape? placeholder) => placeholder is not null && KindOf(placeholder) == "title";

    private OpenXmlElement? StyleOf(PlaceholderShape? placeholder) => (placeholder is null ? "" : KindOf(placeholder)) switch
    {
        "title" => _master?.TextStyles?.TitleStyle,
        "body" => _master?.TextStyles?.BodyStyle,
        _ => _master?.TextStyles?.OtherStyle,
    };

    private static bool IsSame(PlaceholderShape one, PlaceholderShape other) =>
        (one.Index?.Value ?? 0) == (other.Index?.Value ?? 0) && (one.Index is not null || KindOf(one) == KindOf(other));

    /// <summary>A master knows five kinds; whatever holds content is a body to it.</summary>
    private static string KindOf(PlaceholderShape placeholder) => (placeholder.Type?.InnerText ?? "obj") switch
    {
        "title" or "ctrTitle" => "title",
        "dt" or "ftr" or "sldNum" or "hdr" => placeholder.Type!.InnerText!,
        _ => "body",
    };

    private static OpenXmlElement? Find(CommonSlideData? data, Func<PlaceholderShape, bool> wanted) =>
        data?.ShapeTree?.ChildElements.FirstOrDefault(shape => Of(shape) is { } placeholder && wanted(placeholder));
}
