using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using ParseWorker.Documents.Docx.Parts;
using ParseWorker.Documents.Docx.Runs;
using ParseWorker.Documents.Model;
using ParseWorker.Documents.OpenXml;
using Math = DocumentFormat.OpenXml.Math;

namespace ParseWorker.Documents.Docx;

/// <summary>Turns the elements of a body, a cell or a text box into blocks.</summary>
internal sealed class DocxBlocks(DocxParts parts)
{
    private readonly List<Block> _blocks = [];
    private readonly List<ListNesting.Entry> _points = [];
    private readonly List<string> _code = [];
    private StyledText _text = new();

    /// <summary>Adds what an element shows.</summary>
    public void Add(OpenXmlElement element)
    {
        parts.Token.ThrowIfCancellationRequested();
        switch (element)
        {
            case Paragraph paragraph: AddParagraph(paragraph); break;
            case Table table: AddTable(table); break;
            case SdtBlock control when ContentControls.IsEmpty(control): break;
            case SdtBlock { SdtContentBlock: { } content }: AddAll(content); break;
            case AltChunk chunk: AddChunk(chunk); break;
            case AlternateContent alternate: AddAll(RunText.Chosen(alternate)); break;
            case CustomXmlBlock or InsertedRun or MoveToRun: AddAll(element); break;
            case Math.Paragraph or Math.OfficeMath: AddFormula(element); break;
            case var _ when element.Descendants<Paragraph>().Any() && element is not (SectionProperties or DeletedRun or MoveFromRun):
                AddAll(element);
                break;
        }
    }

    /// <summary>Hands out the blocks.</summary>
    public IReadOnlyList<Block> Take()
    {
        EndRuns();
        return _blocks;
    }

    private void AddAll(OpenXmlElement element)
    {
        foreach (var child in element.ChildElements) Add(child);
    }

    private void AddParagraph(Paragraph paragraph)
    {
        var run = new RunText(parts, _text);
        run.Read(paragraph);
        if (!GoesOn(paragraph))
        {
            AddText(paragraph, _text);
            _text = new StyledText();
        }
        foreach (var anchored in run.Anchored) AddAnchored(anchored);
    }

    /// <summary>Whoever deletes a paragraph's mark joins it to the next one; a drop cap is a paragraph before its own.</summary>
    private static bool GoesOn(Paragraph paragraph)
    {
        var properties = paragraph.ParagraphProperties;
        return properties?.ParagraphMarkRunProperties?.Deleted is not null
            || properties?.FrameProperties?.DropCap?.InnerText is "drop" or "margin";
    }

    private void AddChunk(AltChunk chunk)
    {
        foreach (var block in DocxChunks.Read(chunk, parts)) AddBlock(block);
    }

    private void AddAnchored(OpenXmlElement anchored)
    {
        if (anchored is TextBoxContent box) AddAll(box);
        else
            foreach (var block in GraphicBlocks.Read(anchored, parts.Owner, parts.Token)) AddBlock(block);
    }

    private void AddFormula(OpenXmlElement formula)
    {
        var read = new StyledText();
        new RunText(parts, read).ReadOne(formula);
        if (read.ToString().Trim() is { Length: > 0 } text) AddBlock(new Block.Paragraph(text));
    }

    private void AddText(Paragraph paragraph, StyledText read)
    {
        var text = read.ToString().Trim();
        if (text.Length == 0) return;
        var label = parts.Styles.Numbering(paragraph) is var (id, level) ? parts.Numbering.Next(id, level) : null;
        if (parts.Styles.HeadingLevel(paragraph) is > 0 and var heading) AddBlock(
            new Block.Heading(heading, Labelled(label, read.WithoutEmphasis().Trim())));
        else if (label is not null) AddPoint(new(parts.Styles.Numbering(paragraph)!.Value.Level, label, text));
        else if (parts.Styles.IsNamed(paragraph, "html preformatted", "code", "source code")) AddCode(read.WithoutEmphasis().Trim());
        else AddBlock(new Block.Paragraph(text));
    }

    private static string Labelled(string? label, string text) => string.IsNullOrEmpty(label) ? text : $"{label} {text}";

    private void AddTable(Table table)
    {
        EndRuns();
        if (DocxTables.OnlyCell(table) is { } cell) AddAll(cell);
        else if (DocxTables.Read(table, CellText) is { } block) _blocks.Add(block);
    }

    private string CellText(OpenXmlElement cell)
    {
        var inner = new DocxBlocks(parts);
        inner.AddAll(cell);
        return InlineMark.WithoutWhole(string.Join('\n', inner.Take().Select(BlockText.Of).Where(text => text.Length > 0)));
    }

    private void AddBlock(Block block)
    {
        EndRuns();
        _blocks.Add(block);
    }

    private void AddPoint(ListNesting.Entry point)
    {
        if (_code.Count > 0) EndRuns();
        _points.Add(point);
    }

    private void AddCode(string line)
    {
        if (_points.Count > 0) EndRuns();
        _code.Add(line);
    }

    /// <summary>A list, and code, is a run of paragraphs: it ends where another kind begins.</summary>
    private void EndRuns()
    {
        if (_points.Count > 0) _blocks.Add(new Block.List(ListNesting.Nest(_points)));
        if (_code.Count > 0) _blocks.Add(new Block.Code(string.Join('\n', _code)));
        _points.Clear();
        _code.Clear();
    }
}
