using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Presentation;
using ParseWorker.Documents.Model;
using ParseWorker.Documents.OpenXml;
using Drawing = DocumentFormat.OpenXml.Drawing;

namespace ParseWorker.Documents.Pptx;

/// <summary>Reads one slide: its title, what stands on it by position, and the speaker's notes.</summary>
internal sealed class SlideReader(SlidePart slide, DefaultTextStyle? defaults, long height, CancellationToken token)
{
    private readonly Placeholders _placeholders = new(slide, defaults);
    private readonly ShapeOrder _order = ShapeOrder.ForSlide(height);
    private readonly List<string> _titles = [];

    public IReadOnlyList<Block> Read()
    {
        var body = slide.Slide?.CommonSlideData?.ShapeTree is { } tree ? Shapes(tree) : [];
        return [.. Title(), .. _order.Sort(body).SelectMany(shape => shape.Blocks), .. Notes(), .. SlideComments.Read(slide)];
    }

    private IEnumerable<Block> Title()
    {
        var hidden = slide.Slide?.Show?.Value == false;
        if (_titles.Count > 0) yield return new Block.Heading(1, string.Join(' ', _titles) + (hidden ? " (hidden)" : ""));
        else if (hidden) yield return new Block.Paragraph("(hidden)");
    }

    private List<PlacedShape> Shapes(OpenXmlElement tree) =>
        [.. tree.ChildElements.SelectMany(Shape).Where(shape => shape.Blocks.Count > 0)];

    private IEnumerable<PlacedShape> Shape(OpenXmlElement element)
    {
        token.ThrowIfCancellationRequested();
        return element switch
        {
            GroupShape group => [Group(group)],
            AlternateContent alternate => Chosen(alternate).SelectMany(Shape),
            Shape shape when IsLeftOut(shape) => [],
            Shape { TextBody: { } text } shape => [new(BoxOf(shape), SlideText.Read(text, shape, _placeholders, slide))],
            GraphicFrame frame => [new(BoxOf(frame), Frame(frame))],
            Picture image => [new(BoxOf(image), Figure(image))],
            _ => [],
        };
    }

    private static IEnumerable<OpenXmlElement> Chosen(AlternateContent alternate) =>
        ((OpenXmlElement?)alternate.GetFirstChild<AlternateContentChoice>() ?? alternate
            .GetFirstChild<AlternateContentFallback>())?.ChildElements
            ?? Enumerable.Empty<OpenXmlElement>();

    /// <summary>Titles go to the top, and a slide's number is no text of its own.</summary>
    private bool IsLeftOut(Shape shape)
    {
        var placeholder = Placeholders.Of(shape);
        if (placeholder?.Type?.InnerText == "sldNum") return true;
        if (!Placeholders.IsTitle(placeholder) || shape.TextBody is not { } text) return false;
        if (DrawingText.Title(text, slide) is { Length: > 0 } title) _titles.Add(title);
        return true;
    }

    private PlacedShape Group(GroupShape group)
    {
        var shapes = Shapes(group);
        var box = Placed(group.GroupShapeProperties?.TransformGroup)
            ?? shapes.Select(shape => shape.Box).DefaultIfEmpty().Aggregate((one, other) => one.With(other));
        return new(box, [.. _order.Sort(shapes).SelectMany(shape => shape.Blocks)]);
    }

    /// <summary>What stands in a frame: a table, a chart or a diagram.</summary>
    private IReadOnlyList<Block> Frame(GraphicFrame frame)
    {
        var content = frame.Graphic?.GraphicData?.FirstChild;
        if (content is not Drawing.Table table) return GraphicBlocks.Read(content, slide, token);
        return TableReader.Read(table, slide, token) is { } block ? [block] : [];
    }

    private static IReadOnlyList<Block> Figure(Picture image) =>
        [new Block.Figure(AltText.Of(image.NonVisualPictureProperties?.NonVisualDrawingProperties?.Description?.Value))];

    private IEnumerable<Block> Notes()
    {
        var tree = slide.NotesSlidePart?.NotesSlide?.CommonSlideData?.ShapeTree;
        var texts = tree?.Elements<Shape>().Where(shape => Placeholders.Of(shape)?.Type?.InnerText == "body" && shape.TextBody is not null);
        var notes = texts?.Select(shape => DrawingText.Of(shape.TextBody!)).Where(text => text.Length > 0).ToList() ?? [];
        if (notes.Count > 0) yield return new Block.Paragraph($"Notes: {string.Join('\n', notes)}");
    }

    private ShapeBox BoxOf(OpenXmlElement shape) =>
        _placeholders.Chain(shape).Select(Own).FirstOrDefault(box => box is not null) ?? default;

    private static ShapeBox? Own(OpenXmlElement shape) =>
        Placed(shape is GraphicFrame frame ? frame.Transform : shape.GetFirstChild<ShapeProperties>()?.Transform2D);

    private static ShapeBox? Placed(OpenXmlElement? transform)
    {
        if (transform?.GetFirstChild<Drawing.Offset>() is not { X: { HasValue: true } x, Y: { HasValue: true } y }) return null;
        var extents = transform.GetFirstChild<Drawing.Extents>();
        return new(x.Value, y.Value, Sum(x.Value, extents?.Cx), Sum(y.Value, extents?.Cy));
    }

    /// <summary>A hostile size must not turn a box inside out.</summary>
    private static long Sum(long start, Int64Value? size) =>
        start + Math.Clamp(size is { HasValue: true } ? size.Value : 0, 0, int.MaxValue);
}
