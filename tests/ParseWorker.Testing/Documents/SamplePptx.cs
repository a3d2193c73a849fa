using System.Text;

namespace ParseWorker.Testing.Documents;

/// <summary>
/// Makes PPTX files of raw XML. All slides have one layout, whose title stands at the top and whose body (<c>idx="1"</c>) stands below;
/// the master gives bodies a bullet on every level.
/// </summary>
public sealed class SamplePptx
{
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";
    private const string Spaces =
        "xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\" "
        + "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:r=\"" + Office + "\"";
    private const string Inch = "914400";

    private readonly List<(string Shapes, string Attributes, string? Notes)> _slides = [];
    private readonly List<(string Name, string Type, string Content)> _more = [];

    /// <summary>A presentation of one slide.</summary>
    public static byte[] With(params string[] shapes) => new SamplePptx().Slide(string.Concat(shapes)).ToBytes();

    /// <summary>Adds a slide.</summary>
    /// <param name="shapes">The inside of its shape tree.</param>
    /// <param name="attributes">Of <c>p:sld</c>.</param>
    /// <param name="notes">What the speaker says, or null.</param>
    public SamplePptx Slide(string shapes, string attributes = "", string? notes = null)
    {
        _slides.Add((shapes, attributes, notes));
        return this;
    }

    /// <summary>Adds a part that every slide refers to as <c>rId9</c>.</summary>
    /// <param name="name">From the package's root.</param>
    /// <param name="type">Of the relationship: its last word.</param>
    /// <param name="content">XML.</param>
    public SamplePptx Part(string name, string type, string content)
    {
        _more.Add((name, type, content));
        return this;
    }

    /// <summary>A placeholder without a place of its own.</summary>
    public static string Placeholder(string attributes, params string[] paragraphs) =>
        $"<p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"\"/><p:cNvSpPr/><p:nvPr><p:ph {attributes}/></p:nvPr></p:nvSpPr>"
        + $"<p:spPr/>{Body(paragraphs)}</p:sp>";

    /// <summary>A text box; places are in inches.</summary>
    public static string Box(int left, int top, int width, int height, params string[] paragraphs) =>
        $"<p:sp><p:nvSpPr><p:cNvPr id=\"3\" name=\"\"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
        + $"<p:spPr>{Transform("a", left, top, width, height)}</p:spPr>{Body(paragraphs)}</p:sp>";

    /// <summary>A frame with a table, a chart or a diagram.</summary>
    public static string Frame(int top, string uri, string content) =>
        $"<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id=\"4\" name=\"\"/><p:cNvGraphicFramePr/><p:nvPr/>"
        + $"</p:nvGraphicFramePr>{Transform("p", 0, top, 5, 1)}"
        + $"<a:graphic><a:graphicData uri=\"{uri}\">{content}</a:graphicData></a:graphic></p:graphicFrame>";

    /// <summary>A group at a place, whose parts have coordinates of their own.</summary>
    public static string Group(int left, int top, params string[] shapes) =>
        $"<p:grpSp><p:nvGrpSpPr><p:cNvPr id=\"5\" name=\"\"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>"
        + $"<p:grpSpPr>{Transform("a", left, top, 1, 1)}</p:grpSpPr>{string.Concat(shapes)}</p:grpSp>";

    /// <summary>A paragraph; <paramref name="properties"/> is the whole <c>a:pPr</c>.</summary>
    public static string Paragraph(string text, string properties = "") => $"<a:p>{properties}<a:r><a:t>{text}</a:t></a:r></a:p>";

    /// <summary>The file.</summary>
    public byte[] ToBytes() => SampleZip.Of(Parts());

    private static string Body(string[] paragraphs) =>
        $"<p:txBody><a:bodyPr/><a:lstStyle/>{string.Concat(paragraphs.Select(Given))}</p:txBody>";

    private static string Given(string text) => text.StartsWith("<a:p>", StringComparison.Ordinal) ? text : Paragraph(text);

    private static string Transform(string prefix, int left, int top, int width, int height) =>
        $"<{prefix}:xfrm><a:off x=\"{left * long.Parse(Inch, null)}\" y=\"{top * long.Parse(Inch, null)}\"/>"
        + $"<a:ext cx=\"{width * long.Parse(Inch, null)}\" cy=\"{height * long.Parse(Inch, null)}\"/></{prefix}:xfrm>";

    private IEnumerable<(string, string)> Parts()
    {
        yield return ("[Content_Types].xml", ContentTypes());
        yield return ("_rels/.rels", Relationships(("rId1", "officeDocument", "ppt/presentation.xml")));
        yield return ("ppt/presentation.xml",
            $"<p:presentation {Spaces}><p:sldMasterIdLst><p:sldMasterId r:id=\"rIdM\"/></p:sldMasterIdLst>"
            + $"<p:sldIdLst>{string.Concat(_slides.Select((_, index) => SlideId(index)))}</p:sldIdLst>"
            + "<p:sldSz cx=\"9144000\" cy=\"6858000\"/></p:presentation>");
        yield return ("ppt/_rels/presentation.xml.rels",
            Relationships([("rIdM", "slideMaster", "slideMasters/slideMaster1.xml"),
            .. _slides.Select((_, index) => ($"rId{index + 1}", "slide", $"slides/slide{index + 1}.xml"))]));
        yield return ("ppt/slideMasters/slideMaster1.xml", Master());
        yield return ("ppt/slideMasters/_rels/slideMaster1.xml.rels",
            Relationships(("rId1", "slideLayout", "../slideLayouts/slideLayout1.xml")));
        yield return ("ppt/slideLayouts/slideLayout1.xml", $"<p:sldLayout {Spaces}>{Tree(Layout())}</p:sldLayout>");
        yield return ("ppt/slideLayouts/_rels/slideLayout1.xml.rels",
            Relationships(("rId1", "slideMaster", "../slideMasters/slideMaster1.xml")));
        foreach (var part in _slides.SelectMany(SlideParts)) yield return part;
        foreach (var (name, _, content) in _more) yield return (name, content);
    }

    private IEnumerable<(string, string)> SlideParts((string Shapes, string Attributes, string? Notes) slide, int index)
    {
        var number = index + 1;
        yield return ($"ppt/slides/slide{number}.xml", $"<p:sld {Spaces} {slide.Attributes}>{Tree(slide.Shapes)}</p:sld>");
        List<(string, string, string)> related = [("rId1", "slideLayout", "../slideLayouts/slideLayout1.xml"),
            .. _more.Select(part => ("rId9", part.Type, $"/{part.Name}"))];
        if (slide.Notes is not null)
        {
            related.Add(("rId2", "notesSlide", $"../notesSlides/notesSlide{number}.xml"));
            yield return ($"ppt/notesSlides/notesSlide{number}.xml",
                $"<p:notes {Spaces}>{Tree(Placeholder("type=\"sldNum\"", "9") + Placeholder("type=\"body\"", slide.Notes))}</p:notes>");
        }
        yield return ($"ppt/slides/_rels/slide{number}.xml.rels", Relationships([.. related]));
    }

    private static string Layout() =>
        Placeholder("type=\"title\"").Replace("<p:spPr/>", $"<p:spPr>{Transform("a", 0, 0, 10, 1)}</p:spPr>", StringComparison.Ordinal)
        + Placeholder("idx=\"1\"").Replace("<p:spPr/>", $"<p:spPr>{Transform("a", 0, 3, 10, 1)}</p:spPr>", StringComparison.Ordinal);

    private static string Master() =>
        $"<p:sldMaster {Spaces}>{Tree(Placeholder("type=\"body\""))}<p:sldLayoutIdLst><p:sldLayoutId r:id=\"rId1\"/></p:sldLayoutIdLst>"
        + $"<p:txStyles><p:titleStyle/><p:bodyStyle>"
        + string.Concat(Enumerable.Range(1, 9).Select(level => $"<a:lvl{level}pPr><a:buChar char=\"•\"/></a:lvl{level}pPr>"))
        + "</p:bodyStyle><p:otherStyle/></p:txStyles></p:sldMaster>";

    private static string Tree(string shapes) =>
        $"<p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id=\"1\" name=\"\"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>"
        + $"<p:grpSpPr/>{shapes}</p:spTree></p:cSld>";

    private static string Relationships(params (string Id, string Type, string Target)[] relationships) =>
        $"<Relationships xmlns=\"{Package}/relationships\">{string.Concat(relationships.Select(Relationship))}</Relationships>";

    private static string Relationship((string Id, string Type, string Target) one) =>
        $"<Relationship Id=\"{one.Id}\" Type=\"{Office}/{one.Type}\" Target=\"{one.Target}\"/>";

    private static string SlideId(int index) => $"<p:sldId id=\"{256 + index}\" r:id=\"rId{index + 1}\"/>";

    private string ContentTypes()
    {
        var types = new StringBuilder(
            $"<Types xmlns=\"{Package}/content-types\"><Default Extension=\"rels\" "
            + $"ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>");
        types.Append("<Default Extension=\"xml\" ContentType=\"application/vnd.openxmlformats-officedocument.presentationml.slide+xml\"/>");
        foreach (var (part, type) in new[] { ("presentation", "presentation.main"), ("slideMasters/slideMaster1", "slideMaster"),
            ("slideLayouts/slideLayout1", "slideLayout") })
            types.Append($"<Override PartName=\"/ppt/{part}.xml\" "
                + $"ContentType=\"application/vnd.openxmlformats-officedocument.presentationml.{type}+xml\"/>");
        for (var number = 1; number <= _slides.Count; number++)
            if (_slides[number - 1].Notes is not null)
                types.Append($"<Override PartName=\"/ppt/notesSlides/notesSlide{number}.xml\" "
                    + $"ContentType=\"application/vnd.openxmlformats-officedocument.presentationml.notesSlide+xml\"/>");
        foreach (var (name, type, _) in _more)
            types.Append($"<Override PartName=\"/{name}\" "
                + $"ContentType=\"application/vnd.openxmlformats-officedocument.drawingml.{type}+xml\"/>");
        return types.Append("</Types>").ToString();
    }
}
