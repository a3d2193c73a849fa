using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using ParseWorker.Documents.OpenXml;
using Charts = DocumentFormat.OpenXml.Drawing.Charts;
using Diagrams = DocumentFormat.OpenXml.Drawing.Diagrams;
using Drawing = DocumentFormat.OpenXml.Drawing.Wordprocessing;
using Math = DocumentFormat.OpenXml.Math;
using WordText = DocumentFormat.OpenXml.Wordprocessing.Text;

namespace ParseWorker.Documents.Docx;

/// <summary>
/// Reads what a paragraph shows. Tracked changes count as accepted, hidden text is left out; a text box in the line is handed out for after
/// the paragraph.
/// The package check has bounded how deep elements nest.
/// </summary>
internal sealed class RunText(DocxNotes notes, DocxStyles styles)
{
    private readonly StringBuilder _text = new();

    /// <summary>The text boxes, charts and diagrams that hang on what was read.</summary>
    public List<OpenXmlElement> Anchored { get; } = [];

    /// <summary>The text gathered so far, with the spaces at its ends.</summary>
    public string Text => _text.ToString();

    public void Read(OpenXmlElement element)
    {
        foreach (var child in element.ChildElements) ReadOne(child);
    }

    public void ReadOne(OpenXmlElement element)
    {
        switch (element)
        {
            case Run run when styles.IsHidden(run): break;
            case WordText text: _text.Append(text.Text); break;
            case Math.Paragraph display: AddFormulas(display); break;
            case Math.OfficeMath math: _text.Append(Between("$", math)); break;
            case TabChar: _text.Append('\t'); break;
            case Break { Type: null } or Break { Type.InnerText: "textWrapping" } or CarriageReturn: _text.Append('\n'); break;
            case NoBreakHyphen: _text.Append('-'); break;
            case SymbolChar symbol: _text.Append(SymbolOf(symbol)); break;
            case FootnoteReference { Id.Value: var id }: _text.Append(notes.FootnoteMark(id)); break;
            case EndnoteReference { Id.Value: var id }: _text.Append(notes.EndnoteMark(id)); break;
            case Drawing.DocProperties { Description.Value: { Length: > 0 } alt }: _text.Append($"[Figure: {alt.Trim()}]"); break;
            case TextBoxContent or Charts.ChartReference or Diagrams.RelationshipIds: Anchored.Add(element); break;
            case AlternateContent alternate: Read(Chosen(alternate)); break;
            case DeletedRun or MoveFromRun or RubyContent or ParagraphProperties or RunProperties: break;
            default: Read(element); break;
        }
    }

    /// <summary>A formula that stands by itself has a line of its own.</summary>
    private void AddFormulas(Math.Paragraph display)
    {
        foreach (var math in display.Elements<Math.OfficeMath>().Select(math => Between("$$", math)).Where(math => math.Length > 0))
        {
            if (_text.Length > 0 && _text[^1] != '\n') _text.Append('\n');
            _text.Append(math).Append('\n');
        }
    }

    private static string Between(string marks, Math.OfficeMath math) =>
        MathLatex.Of(math) is { Length: > 0 } latex ? marks + latex + marks : "";

    /// <summary>The same thing said twice, for new programs and for old ones: the first is the better.</summary>
    public static OpenXmlElement Chosen(AlternateContent alternate) =>
        alternate.GetFirstChild<AlternateContentChoice>()
            ?? (OpenXmlElement?)alternate.GetFirstChild<AlternateContentFallback>()
            ?? alternate;

    /// <summary>Symbol fonts keep their characters in the private use area, where nobody else can read them.</summary>
    private static string SymbolOf(SymbolChar symbol)
    {
        var valid = int.TryParse(symbol.Char?.Value, System.Globalization.NumberStyles.HexNumber, null, out var code);
        return valid && code is > 0x20 and < 0xD800 ? ((char)code).ToString() : "•";
    }
}
