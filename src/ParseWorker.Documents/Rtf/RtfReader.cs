using System.Text;
using ParseWorker.Core.Errors;
using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Rtf;

/// <summary>
/// Follows groups and controls, and hands text on. Groups are kept on a stack of its own,
/// so that their nesting can't overflow the thread's.
/// </summary>
internal sealed class RtfReader
{
    /// <summary>Groups within each other; Word's own come to a few dozen.</summary>
    private const int MaxDepth = 10_000;

    private const int TokensPerCheck = 4096;

    private readonly Dictionary<int, string> _styles = [];
    private readonly List<RtfBlocks> _headers = [];
    private readonly List<RtfBlocks> _footers = [];
    private readonly RtfBlocks _body;
    private readonly RtfNotes _notes;
    private readonly RtfEncodings _encodings = new();
    private readonly Stack<RtfState> _outer = [];
    private readonly List<byte> _bytes = [];
    private readonly StringBuilder _name = new();
    private readonly StringBuilder _author = new();
    private RtfState _state = new();
    private bool _begins;
    private int _left;
    private int _style;

    public RtfReader() => (_body, _notes) = (new(_styles), new(_styles));

    private RtfBlocks Blocks => _state.Margin ?? _body;

    public IReadOnlyList<Block> Read(byte[] rtf, CancellationToken token)
    {
        var read = 0;
        foreach (var next in new RtfTokens(rtf).Read())
        {
            if (read++ % TokensPerCheck == 0) token.ThrowIfCancellationRequested();
            Take(next);
        }
        Flush();
        return [.. Margins(_headers), .. _body.Take(), .. _notes.Blocks(), .. Margins(_footers)];
    }

    private static IEnumerable<Block> Margins(List<RtfBlocks> margins) => PageMargins.Distinct(margins.Select(margin => margin.Take()));

    private void Take(RtfToken token)
    {
        if (token.Kind == RtfKind.Byte) AddByte((byte)token.Value!.Value);
        else
        {
            Flush();
            if (token.Kind == RtfKind.Open) Open();
            else if (token.Kind == RtfKind.Close) Close();
            else Control(token);
        }
    }

    private void Open()
    {
        if (_outer.Count == MaxDepth)
            throw new DocumentException(
                ParseErrorCodes.DocumentTooLarge, $"The RTF nests its groups more than {MaxDepth:N0} deep. Save it anew.");
        _outer.Push(_state);
        _state = _state with { Optional = false };
        (_begins, _left) = (true, 0);
    }

    private void Close()
    {
        var inner = _state;
        if (inner.Target == RtfTarget.Styles) EndStyle();
        if (_outer.TryPop(out var outer)) _state = outer;
        if (inner.Field is { } field) EndWithin(field, inner);
        _left = 0;
    }

    /// <summary>Once a field has said what it is, its result follows; a form's box or list has none.</summary>
    private void EndWithin(RtfField field, RtfState inner)
    {
        if (inner.Target == RtfTarget.Instruction && _state.Target == RtfTarget.Body)
            _state = _state with { Style = _state.Style with { Link = field.Link() } };
        else if (_state.Field is null) Add(field.FormValue());
    }

    private void AddByte(byte value)
    {
        if (_left > 0) _left--;
        else _bytes.Add(value);
    }

    /// <summary>Bytes are decoded together: East Asian characters take two.</summary>
    private void Flush()
    {
        if (_bytes.Count == 0) return;
        Add(InlineMark.Without(_encodings.Of(_state.Font).GetString([.. _bytes])));
        _bytes.Clear();
    }

    private void Add(string text)
    {
        if (_state.Target == RtfTarget.Styles) _name.Append(text);
        else if (_state.Target == RtfTarget.Fonts) _encodings.AddName(_state.Font, text);
        else if (_state.Target == RtfTarget.Author) _author.Append(text);
        else if (_state.Target == RtfTarget.Instruction) _state.Field?.AddInstruction(text);
        else if (_state.Target == RtfTarget.ListEntry) _state.Field?.AddEntry(text);
        else if (!_state.Hidden) Blocks.Add(_encodings.Drawn(_state.Font, text), _state.Target, _state.Style);
    }

    private void Control(RtfToken control)
    {
        if (control.Name == "*") _state = _state with { Optional = _begins };
        else if (control.Name == "u") AddUnicode(control.Value ?? 0);
        else if (Symbol(control.Name) is { } symbol) Add(symbol);
        else if (RtfDestinations.Margin(control.Name) is { } header && _state.Target == RtfTarget.Body)
            BeginMargin(header ? _headers : _footers);
        else if (control.Name == "footnote" && _state.Target == RtfTarget.Body) BeginNote();
        else if (control.Name == "annotation" && _state.Target == RtfTarget.Body) BeginComment();
        else if (RtfDestinations.Find(control.Name, _state) is { } target) Begin(target);
        else if (!SetState(control) && _state.Target == RtfTarget.Body) Blocks.Control(control);

        // The asterisk is about the one word after it, at a group's start.
        _begins = false;
        if (control.Name != "*" && _state.Optional) _state = _state with { Optional = false };
    }

    /// <summary>It ends with its group, whose state names it.</summary>
    private void BeginMargin(List<RtfBlocks> margins)
    {
        margins.Add(new(_styles));
        _state = _state with { Margin = margins[^1] };
    }

    private void Begin(RtfTarget target)
    {
        _state = _state with { Target = target };
        if (target == RtfTarget.ListEntry) _state.Field?.BeginEntry();
    }

    /// <summary>Like a header's, a note's text ends with its group.</summary>
    private void BeginNote()
    {
        var (mark, note) = _notes.Begin();
        Blocks.Add(mark, RtfTarget.Body);
        _state = _state with { Margin = note, Style = default };
    }

    /// <summary>Its author was named before.</summary>
    private void BeginComment()
    {
        _state = _state with { Margin = _notes.BeginComment(_author.ToString().Trim()), Style = default };
        _author.Clear();
    }

    private void AddUnicode(int value)
    {
        _left = _state.Fallback;
        Add(InlineMark.Without(((char)(ushort)value).ToString()));
    }

    private static string? Symbol(string name) => name switch
    {
        "tab" => "\t",
        "line" or "lbr" => "\n",
        "emdash" => "—",
        "endash" => "–",
        "lquote" => "‘",
        "rquote" => "’",
        "ldblquote" => "“",
        "rdblquote" => "”",
        "bullet" => "•",
        "~" or "emspace" or "enspace" or "qmspace" => " ",
        "_" => "-",
        _ => null,
    };

    private bool SetState(RtfToken control)
    {
        switch (control.Name)
        {
            case "ansicpg": _encodings.SetDocument(control.Value ?? 0); break;
            case "uc": _state = _state with { Fallback = Math.Clamp(control.Value ?? 1, 0, 16) }; break;
            case "f": _state = _state with { Font = control.Value ?? -1 }; break;
            case "fcharset" when _state.Target == RtfTarget.Fonts: _encodings.SetFont(_state.Font, control.Value ?? 0); break;
            case "s" when _state.Target == RtfTarget.Styles: _style = control.Value ?? 0; break;
            case "field": _state = _state with { Field = new() }; break;
            case "v" or "deleted": _state = _state with { Hidden = control.Value != 0 }; break;
            case "plain": _state = _state with { Hidden = false, Font = -1, Style = new() { Link = _state.Style.Link } }; break;
            default: return SetStyle(control) || SetField(control);
        }
        return true;
    }

    private bool SetStyle(RtfToken control)
    {
        var (style, isOn) = (_state.Style, control.Value != 0);
        switch (control.Name)
        {
            case "b": style = style with { Bold = isOn }; break;
            case "i": style = style with { Italic = isOn }; break;
            case "strike" or "striked": style = style with { Struck = isOn }; break;
            case "super": style = style with { Script = isOn ? ScriptPosition.Raised : ScriptPosition.Line }; break;
            case "sub": style = style with { Script = isOn ? ScriptPosition.Lowered : ScriptPosition.Line }; break;
            case "nosupersub": style = style with { Script = ScriptPosition.Line }; break;
            case "up": style = style with { Script = control.Value is > 0 or null ? ScriptPosition.Raised : ScriptPosition.Line }; break;
            case "dn": style = style with { Script = control.Value is > 0 or null ? ScriptPosition.Lowered : ScriptPosition.Line }; break;
            default: return false;
        }
        _state = _state with { Style = style };
        return true;
    }

    private bool SetField(RtfToken control)
    {
        if (_state.Target != RtfTarget.FormField) return false;
        _state.Field?.Control(control);
        return true;
    }

    private void EndStyle()
    {
        if (_name.Length > 0) _styles[_style] = _name.ToString().TrimEnd(';').Trim();
        _name.Clear();
        _style = 0;
    }
}
