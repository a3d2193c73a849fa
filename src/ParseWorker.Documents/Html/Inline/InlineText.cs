using AngleSharp.Dom;
using ParseWorker.Documents.Html.Styles;
using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Html.Inline;

/// <summary>Gathers the text of one block: runs of white space become one space, as browsers show them.</summary>
internal sealed class InlineText
{
    private readonly StyledText _text = new();
    private readonly Stack<InlineStyle> _styles = [];
    private bool _space;

    /// <summary>The style that text is gathered in.</summary>
    public InlineStyle Style { get; private set; }

    /// <summary>Starts with a style that comes from outside the block.</summary>
    public InlineText(InlineStyle style = default) => Style = style;

    public void Append(string text)
    {
        foreach (var character in text)
        {
            // Not char.IsWhiteSpace: a no-break space is like a letter to a browser.
            if (character is ' ' or '\t' or '\n' or '\r' or '\f') _space = true;
            else Append(character == '\u00A0' ? ' ' : character);
        }
    }

    /// <summary>Adds lines with every space in them.</summary>
    public void AppendLines(string lines)
    {
        Break();
        _text.Append(lines.ReplaceLineEndings("\n").Trim('\n'), Style);
        Break();
    }

    /// <summary>Goes into an element that is gone below, whose style its text has from here on.</summary>
    /// <param name="element">The element.</param>
    /// <param name="emphasis">Whether bold and italics count.</param>
    public void Enter(IElement element, bool emphasis = true)
    {
        _styles.Push(Style);
        Style = ElementStyle.Of(element, Style);
        if (!emphasis) Style = Style with { Bold = false, Italic = false };
    }

    /// <summary>Leaves the element that was entered last.</summary>
    public void Leave() => Style = _styles.Pop();

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
        while (_text.Last == BlockText.CellSeparator) _text.Shorten(1);
        if (_text.Length > 0 && _text.Last != '\n') _text.Append('\n');
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
        if (_space && _text.Length > 0 && _text.Last is not ('\n' or BlockText.CellSeparator))
            _text.Append(' ', Style with { Script = ScriptPosition.Line });
        _space = false;
        _text.Append(character, Style);
    }
}
