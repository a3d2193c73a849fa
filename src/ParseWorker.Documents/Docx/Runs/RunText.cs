using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using ParseWorker.Documents.Docx.Parts;
using ParseWorker.Documents.Model;
using ParseWorker.Documents.OpenXml;
using ParseWorker.Documents.Text;
using Charts = DocumentFormat.OpenXml.Drawing.Charts;
using Diagrams = DocumentFormat.OpenXml.Drawing.Diagrams;
using Drawing = DocumentFormat.OpenXml.Drawing.Wordprocessing;
using Math = DocumentFormat.OpenXml.Math;
using Picture = DocumentFormat.OpenXml.Drawing.Pictures.Picture;
using Vml = DocumentFormat.OpenXml.Vml;
using WordText = DocumentFormat.OpenXml.Wordprocessing.Text;

namespace ParseWorker.Documents.Docx.Runs;

/// <summary>
/// Reads what a paragraph shows. Tracked changes count as accepted, hidden text is left out; a text box in the line is handed out for after
/// the paragraph. The package check has bounded how deep elements nest.
/// </summary>
/// <param name="parts">What the document has besides.</param>
/// <param name="text">Where it goes.</param>
internal sealed class RunText(DocxParts parts, StyledText text)
{
    private readonly DocxFields _fields = new();
    private InlineStyle _style;
    private string? _link;
    private string? _font;

    /// <summary>The drawings looked through: nothing keeps a document from naming one a thousand times.</summary>
    private readonly Dictionary<OpenXmlElement, bool> _drawings = [];

    /// <summary>The text boxes, charts and diagrams that hang on what was read.</summary>
    public List<OpenXmlElement> Anchored { get; } = [];

    public void Read(OpenXmlElement element)
    {
        foreach (var child in element.ChildElements) ReadOne(child);
    }

    public void ReadOne(OpenXmlElement element)
    {
        switch (element)
        {
            case Run run: ReadRun(run); break;
            case Hyperlink link: ReadLink(link); break;
            case WordText shown: Append(SymbolFonts.PrivateUse(_font, shown.Text)); break;
            case Math.Paragraph display: AddFormulas(display); break;
            case Math.OfficeMath math: Append(Between("$", math)); break;
            case TabChar or PositionalTab: Append("\t"); break;
            case Break { Type: null } or Break { Type.InnerText: "textWrapping" } or CarriageReturn: Append("\n"); break;
            case NoBreakHyphen: Append("-"); break;
            case SymbolChar symbol: Append(SymbolOf(symbol)); break;
            case FieldChar field: Append(_fields.Read(field)); break;
            case FieldCode code: _fields.AddInstruction(code.Text); break;
            case SimpleField field: ReadField(field); break;
            case FootnoteReference { Id.Value: var id }: text.Append(parts.Notes.OfFootnote(id)); break;
            case EndnoteReference { Id.Value: var id }: text.Append(parts.Notes.OfEndnote(id)); break;
            case Drawing.DocProperties image: Append(FigureOf(image)); break;
            case Vml.ImageData image: Append(BlockText.OfFigure(AltText.Of((image.Parent as Vml.Shape)?.Alternate?.Value))); break;
            case TextBoxContent or Charts.ChartReference or Diagrams.RelationshipIds: Anchored.Add(element); break;
            case AlternateContent alternate: Read(Chosen(alternate)); break;
            case SdtElement control when ContentControls.IsEmpty(control): break;
            case OpenXmlUnknownElement tag when RemovedElements.Find(tag) is { } content: Read(content); break;
            case DeletedRun or MoveFromRun or RubyContent or ParagraphProperties or RunProperties: break;
            default: Read(element); break;
        }
    }

    /// <summary>The same thing said twice, for new programs and for old ones: the first is the better.</summary>
    public static OpenXmlElement Chosen(AlternateContent alternate) =>
        alternate.GetFirstChild<AlternateContentChoice>()
            ?? (OpenXmlElement?)alternate.GetFirstChild<AlternateContentFallback>()
            ?? alternate;

    private void Append(string shown) => text.Append(shown, _style with { Link = _link ?? _fields.Link });

    private void ReadRun(Run run)
    {
        if (parts.Styles.IsHidden(run)) return;
        (_style, _font) = (parts.Styles.StyleOf(run), run.RunProperties?.RunFonts?.Ascii?.Value);
        Read(run);
        (_style, _font) = (default, null);
    }

    private void ReadLink(Hyperlink link)
    {
        var outer = _link;
        _link = parts.AddressOf(link.Id?.Value) ?? outer;
        Read(link);
        _link = outer;
    }

    private void ReadField(SimpleField field)
    {
        var outer = _link;
        _link = DocxFields.LinkOf(field.Instruction?.Value ?? "") ?? outer;
        Read(field);
        _link = outer;
    }

    /// <summary>A formula that stands by itself has a line of its own.</summary>
    private void AddFormulas(Math.Paragraph display)
    {
        foreach (var math in display.Elements<Math.OfficeMath>().Select(math => Between("$$", math)).Where(math => math.Length > 0))
        {
            if (text.Length > 0 && text.Last != '\n') text.Append('\n');
            text.Append(math);
            text.Append('\n');
        }
    }

    private static string Between(string marks, Math.OfficeMath math) =>
        MathLatex.Of(math) is { Length: > 0 } latex ? marks + latex + marks : "";

    /// <summary>An image, which may say nothing of itself; a shape or a chart is described by what is in it.</summary>
    private string FigureOf(Drawing.DocProperties drawing)
    {
        var alt = AltText.Of(drawing.Description?.Value);
        return alt.Length > 0 || HasImage(drawing.Parent) ? BlockText.OfFigure(alt) : "";
    }

    private bool HasImage(OpenXmlElement? drawing)
    {
        if (drawing is null) return false;
        if (!_drawings.TryGetValue(drawing, out var has)) _drawings[drawing] = has = drawing.Descendants<Picture>().Any();
        return has;
    }

    private static string SymbolOf(SymbolChar symbol)
    {
        var valid = int.TryParse(symbol.Char?.Value, System.Globalization.NumberStyles.HexNumber, null, out var code);
        if (!valid || code is <= 0x20 or > char.MaxValue) return "•";
        if (SymbolFonts.Has(symbol.Font?.Value)) return SymbolFonts.Read(symbol.Font?.Value, ((char)code).ToString());
        return code < 0xD800 ? ((char)code).ToString() : "•";
    }
}
