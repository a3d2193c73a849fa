using System.Text;
using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Html;

/// <summary>Gathers the text of one block: runs of white space become one space, as browsers show them.</summary>
internal sealed class InlineText
{
    private readonly StringBuilder _text = new();
    private bool _space;

    public void Append(string text)
    {
        foreach (var character in text)
        {
            // Not char.IsWhiteSpace: a no-break space is like a letter to a browser.
            if (character is ' ' or '\t' or '\n' or '\r' or '\f') _space = true;
            else Append(character == '\u00A0' ? ' ' : character);
        }
    }

    /// <summary>A space, if something comes on both sides of it.</summary>
    public void Space() => _space = true;

    /// <summary>Goes on with the next cell of a row.</summary>
    public void EndCell()
    {
        _space = false;
        _text.Append(BlockText.CellSeparator);
    }

    /// <summary>Starts a new line, if there is one to end.</summary>
    public void Break()
    {
        _space = false;
        while (_text.Length > 0 && _text[^1] == BlockText.CellSeparator) _text.Length--;
        if (_text.Length > 0 && _text[^1] != '\n') _text.Append('\n');
    }

    /// <summary>Hands out what was gathered, and starts anew.</summary>
    public string Take()
    {
        var text = _text.ToString().Trim();
        _text.Clear();
        _space = false;
        return text;
    }

    private void Append(char character)
    {
        if (_space && _text.Length > 0 && _text[^1] is not ('\n' or BlockText.CellSeparator)) _text.Append(' ');
        _space = false;
        _text.Append(character);
    }
}
