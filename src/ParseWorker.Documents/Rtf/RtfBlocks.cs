using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Rtf;

/// <summary>Gathers text into paragraphs, headings, lists and tables.</summary>
/// <param name="styles">The names of the document's styles, by number.</param>
internal sealed partial class RtfBlocks(IReadOnlyDictionary<int, string> styles)
{
    /// <summary>Outline levels count from 0; 9 is body text.</summary>
    private const int BodyText = 9;

    private readonly List<Block> _blocks = [];
    private readonly List<ListNesting.Entry> _points = [];
    private readonly StyledText _text = new();
    private readonly StringBuilder _label = new();
    private readonly RtfTable _table = new();
    private int _style;
    private int _outline = BodyText;
    private int _level;
    private bool _inTable;

    /// <summary>Adds text, in its style, to the document or to a list's label.</summary>
    public void Add(string text, RtfTarget target, InlineStyle style = default)
    {
        if (target == RtfTarget.Body) _text.Append(text, style);
        else if (target == RtfTarget.Label) _label.Append(text);
    }

    /// <summary>Obeys a control of the document's body.</summary>
    public void Control(RtfToken control)
    {
        switch (control.Name)
        {
            case "par" or "sect" or "page": EndParagraph(); break;
            case "pard": ResetParagraph(); break;
            case "s": _style = control.Value ?? 0; break;
            case "outlinelevel": _outline = control.Value ?? BodyText; break;
            case "ilvl": _level = Math.Clamp(control.Value ?? 0, 0, 8); break;
            case "intbl": _inTable = true; break;
            case "cell": _table.EndCell(TakeText()); break;
            case "nestcell": _text.Append(BlockText.CellSeparator); break;
            case "nestrow": EndNestedRow(); break;
            case "row": _table.EndRow(); break;
            default: _table.Control(control); break;
        }
    }

    /// <summary>Hands out the blocks.</summary>
    public IReadOnlyList<Block> Take()
    {
        _inTable = false;
        EndParagraph();
        EndTable();
        EndList();
        return _blocks;
    }

    private void ResetParagraph()
    {
        // A list's label stays: Word writes it before the paragraph's own properties.
        (_style, _outline, _level, _inTable) = (0, BodyText, 0, false);
    }

    private string TakeText()
    {
        var text = Labelled(Label(), _text.ForCell());
        _text.Clear();
        _label.Clear();
        return text;
    }

    private void EndNestedRow()
    {
        while (_text.Last == BlockText.CellSeparator) _text.Shorten(1);
        _text.Append('\n');
    }

    private void EndParagraph()
    {
        if (_inTable)
        {
            _text.Append('\n');
            return;
        }
        EndTable();
        var label = _label.Length > 0 ? Label() : null;
        var (text, plain) = (_text.ToString().Trim(), _text.WithoutEmphasis().Trim());
        _text.Clear();
        _label.Clear();
        if (text.Length == 0) return;
        if (HeadingLevel() is > 0 and var heading) AddBlock(new Block.Heading(heading, Labelled(label, plain)));
        else if (label is not null) _points.Add(new(_level, label, text));
        else AddBlock(new Block.Paragraph(text));
    }

    /// <summary>What a list puts before its point; empty for a bullet, whose character stands in a symbol font.</summary>
    private string Label() => _label.ToString().Trim() is var label && Counted().IsMatch(label) ? label : "";

    private static string Labelled(string? label, string text) => string.IsNullOrEmpty(label) ? text : $"{label} {text}";

    private int HeadingLevel()
    {
        if (_outline is >= 0 and < BodyText) return Math.Min(_outline + 1, 6);
        var name = styles.GetValueOrDefault(_style, "");
        if (name.Equals("title", StringComparison.OrdinalIgnoreCase)) return 1;
        return name.StartsWith("heading ", StringComparison.OrdinalIgnoreCase)
            && int.TryParse(name.AsSpan(8), NumberStyles.None, CultureInfo.InvariantCulture, out var level)
            ? Math.Clamp(level, 1, 6)
            : 0;
    }

    private void AddBlock(Block block)
    {
        EndList();
        _blocks.Add(block);
    }

    private void EndList()
    {
        if (_points.Count > 0) _blocks.Add(new Block.List(ListNesting.Nest(_points)));
        _points.Clear();
    }

    private void EndTable()
    {
        if (_table.Take() is { } table) AddBlock(table);
    }

    [GeneratedRegex(@"^\(?[\p{L}\p{Nd}.]+[.)]$|^\p{Nd}+$", RegexOptions.CultureInvariant)]
    private static partial Regex Counted();
}
