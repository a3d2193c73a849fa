using System.Text;
using DocumentFormat.OpenXml.Wordprocessing;

namespace ParseWorker.Documents.Docx.Runs;

/// <summary>
/// Follows the fields of a paragraph (ISO/IEC 29500-1 §17.16): links, and the boxes and lists of old forms, whose values stand in the
/// field and not in the text.
/// </summary>
internal sealed class DocxFields
{
    /// <summary>Characters of an instruction from which on no more are added: a link's address is shorter.</summary>
    private const int MaxInstruction = 4096;

    private readonly Stack<Field> _open = [];

    /// <param name="outer">Where the field around it leads, while it leads nowhere itself.</param>
    private sealed class Field(string? outer)
    {
        public StringBuilder Instruction { get; } = new();

        private string? _own;

        public string? Link => _own ?? outer;

        public void Divide() => _own = LinkOf(Instruction.ToString());
    }

    /// <summary>Where the text leads that is read now; null when it is no link.</summary>
    public string? Link => _open.TryPeek(out var innermost) ? innermost.Link : null;

    /// <summary>Adds to what the innermost field is.</summary>
    public void AddInstruction(string text)
    {
        if (_open.TryPeek(out var field) && field.Instruction.Length < MaxInstruction) field.Instruction.Append(text);
    }

    /// <summary>Begins, divides or ends a field.</summary>
    /// <returns>What the field itself shows.</returns>
    public string Read(FieldChar mark)
    {
        var type = mark.FieldCharType?.InnerText;
        if (type == "begin") _open.Push(new Field(Link));
        else if (type == "separate" && _open.TryPeek(out var field)) field.Divide();
        else if (type == "end") _open.TryPop(out _);
        return mark.FormFieldData is { } form ? ValueOf(form) : "";
    }

    /// <summary>Where a field's instruction leads; null for one that is no link out of the document.</summary>
    public static string? LinkOf(string instruction)
    {
        var words = instruction.Trim();
        if (!words.StartsWith("HYPERLINK ", StringComparison.OrdinalIgnoreCase)) return null;
        var address = words["HYPERLINK ".Length..].TrimStart();
        return address.StartsWith('"') && address.IndexOf('"', 1) is > 1 and var end ? address[1..end] : null;
    }

    /// <summary>A box is ticked or not; a list shows the entry that was chosen, or its default.</summary>
    private static string ValueOf(FormFieldData form)
    {
        if (form.GetFirstChild<CheckBox>() is { } box)
        {
            OnOffType? state = box.GetFirstChild<Checked>();
            state ??= box.GetFirstChild<DefaultCheckBoxFormFieldState>();
            return state is not null && (state.Val?.Value ?? true) ? "[x]" : "[ ]";
        }
        if (form.GetFirstChild<DropDownListFormField>() is not { } list) return "";
        var chosen = list.DropDownListSelection?.Val?.Value ?? list.GetFirstChild<DefaultDropDownListItemIndex>()?.Val?.Value ?? 0;
        return list.Elements<ListEntryFormField>().ElementAtOrDefault(chosen)?.Val?.Value ?? "";
    }
}
