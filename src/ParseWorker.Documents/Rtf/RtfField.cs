using System.Text;

namespace ParseWorker.Documents.Rtf;

/// <summary>A field in reading (RTF 1.9.1, "Fields" and "Form fields"): what it is, and what a form's field holds.</summary>
internal sealed class RtfField
{
    /// <summary>A result that was never set: the default counts.</summary>
    private const int Unset = 25;

    /// <summary>Characters of an instruction from which on no more are added: a link's address is shorter.</summary>
    private const int MaxInstruction = 4096;

    private readonly StringBuilder _instruction = new();
    private readonly List<StringBuilder> _entries = [];
    private int _type;
    private int _default;
    private int _result = Unset;

    /// <summary>Adds to what the field is.</summary>
    public void AddInstruction(string text)
    {
        if (_instruction.Length < MaxInstruction) _instruction.Append(text);
    }

    /// <summary>Adds to the list's last entry.</summary>
    public void AddEntry(string text)
    {
        if (_entries.Count > 0) _entries[^1].Append(text);
    }

    /// <summary>Begins another entry of the list.</summary>
    public void BeginEntry() => _entries.Add(new());

    /// <summary>Obeys a control of the form's field.</summary>
    public void Control(RtfToken control)
    {
        switch (control.Name)
        {
            case "fftype": _type = control.Value ?? 0; break;
            case "ffdefres": _default = control.Value ?? 0; break;
            case "ffres": _result = control.Value ?? Unset; break;
        }
    }

    /// <summary>Where the field leads; null for one that is no link.</summary>
    public string? Link()
    {
        var words = _instruction.ToString().Trim();
        if (!words.StartsWith("HYPERLINK", StringComparison.OrdinalIgnoreCase)) return null;
        var address = words["HYPERLINK".Length..].TrimStart();
        if (address.StartsWith('"')) return address[1..].Split('"')[0] is { Length: > 0 } quoted ? quoted : null;
        return address.Split(' ')[0] is { Length: > 0 } bare && bare[0] != '\\' ? bare : null;
    }

    /// <summary>What a box or a list of a form holds; empty for other fields, whose result is text.</summary>
    public string FormValue()
    {
        var chosen = _result == Unset ? _default : _result;
        return _type switch
        {
            1 => chosen != 0 ? "[x]" : "[ ]",
            2 when chosen >= 0 && chosen < _entries.Count => _entries[chosen].ToString().Trim(),
            _ => "",
        };
    }
}
